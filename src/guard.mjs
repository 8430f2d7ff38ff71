/**
 * Runs first, under whatever Node there is: says in one sentence what is missing, before anything
 * else can fail in many. Plain JavaScript, so that any Node can read it.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LEAST = [24, 16];

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const needed = Object.keys(JSON.parse(readFileSync(root("package.json"), "utf8")).dependencies);
const missing = needed.filter((name) => !existsSync(root(`node_modules/${name}`)));
const unfinished = !existsSync(root("node_modules/.package-lock.json")); // npm writes it last

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const old = major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);

if (missing.length > 0 || unfinished) {
  say(`what the project needs is not, or not all, installed: run npm ci, and let it finish`);
} else if (old) {
  say(
    `this is Node ${process.versions.node} and the build needs ${LEAST.join(".")} or newer: npm ci brings one along unless it is told to omit optional packages; run npm ci again, or install a newer Node`,
  );
}

function say(sentence) {
  console.error(`who-closes-first: ${sentence}.`);
  process.exit(1);
}
