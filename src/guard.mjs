/**
 * Runs first, under whatever Node there is: says in one sentence what is missing, before anything
 * else can fail in many. Plain JavaScript, so that any Node can read it.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LEAST = [24, 16];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const old = major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
const installed = (name) =>
  existsSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)));
const missing = ["astro", "@astrojs/starlight", "vite", "@xterm/xterm", "sucrase"].filter(
  (name) => !installed(name),
);

if (missing.length > 0) {
  say(`${missing.join(", ")} not installed: run npm ci first, and let it finish`);
} else if (old) {
  say(
    `this is Node ${process.versions.node} and the build needs ${LEAST.join(".")} or newer: npm ci brings one along unless it is told to omit optional packages; run npm ci again, or install a newer Node`,
  );
}

function say(sentence) {
  console.error(`who-closes-first: ${sentence}.`);
  process.exit(1);
}
