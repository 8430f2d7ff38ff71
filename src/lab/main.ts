/** `npm run lab -- list | run <experiment> | record <experiment>` */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { experimentNamed, experiments } from "./experiments/index.ts";
import { thisKernel } from "./kernel.ts";
import { isolated } from "./namespace.ts";
import { place } from "./place.ts";
import { resultOf } from "./result.ts";
import { Sentence } from "./sentence.ts";

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));

const USAGE = `npm run lab -- list                  what experiments there are
npm run lab -- run <experiment>      play it on this kernel and check it
npm run lab -- record <experiment>   the same, and keep it under content/`;

try {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [command, name] = positionals;
  if (command === "list") {
    const width = Math.max(...experiments.map((experiment) => experiment.name.length));
    for (const { name, summary } of experiments)
      console.log(`${name.padEnd(width)}  ${summary.en}`);
  } else if (command === "run" || command === "record") {
    const experiment = experimentNamed(name);
    const kernel = thisKernel();
    console.log(`${experiment.name} on Linux ${kernel.release}`);
    await isolated(experiment, { unhurried: command === "record" }, (folder) => {
      const found = resultOf(experiment, folder);
      if (command === "record") place(found.kept, `${CONTENT}/${found.place}`);
      const outcome =
        command === "record" ? `recorded in content/${found.place}` : "nothing was recorded";
      console.log(`${found.checks.length} checks hold; ${outcome}.`);
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
