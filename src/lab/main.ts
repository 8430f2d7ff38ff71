/** `npm run lab -- list | run <experiment> | record <experiment> | oracle …` */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readSession } from "../sessions/read.ts";
import { experimentNamed, experiments } from "./experiments/index.ts";
import { thisKernel } from "./kernel.ts";
import { isolated } from "./namespace.ts";
import { oracle, ORACLE_USAGE } from "./oracle/command.ts";
import { place } from "./place.ts";
import { Sentence } from "./sentence.ts";

const SESSIONS = fileURLToPath(new URL("../../content/sessions", import.meta.url));

const USAGE = `npm run lab -- list                  what experiments there are
npm run lab -- run <experiment>      play it on this kernel and check it
npm run lab -- record <experiment>   the same, and keep it under content/sessions/
${ORACLE_USAGE}`;

try {
  const forOracle = process.argv[2] === "oracle";
  const { positionals } = forOracle
    ? { positionals: ["oracle"] }
    : parseArgs({ allowPositionals: true });
  const [command, name] = positionals;
  if (command === "oracle") process.exitCode = await oracle(process.argv.slice(3));
  else if (command === "list") {
    const width = Math.max(...experiments.map((experiment) => experiment.name.length));
    for (const { name, summary } of experiments)
      console.log(`${name.padEnd(width)}  ${summary.en}`);
  } else if (command === "run" || command === "record") {
    const experiment = experimentNamed(name);
    const kernel = thisKernel();
    console.log(`${experiment.name} on Linux ${kernel.release}`);
    await isolated(experiment, { unhurried: command === "record" }, (folder) => {
      const { file } = readSession(folder);
      const target = `content/sessions/${experiment.name}/${kernel.name}`;
      if (command === "record") place(folder, `${SESSIONS}/${experiment.name}/${kernel.name}`);
      const outcome = command === "record" ? `recorded in ${target}` : "nothing was recorded";
      console.log(`${file.checks.length} checks hold; ${outcome}.`);
    });
  } else {
    console.log(USAGE);
    process.exitCode = command === undefined ? 0 : 1;
  }
} catch (error) {
  const known =
    error instanceof Sentence || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  console.error(known ? `lab: ${(error as Error).message}` : error);
  process.exitCode = 1;
}
