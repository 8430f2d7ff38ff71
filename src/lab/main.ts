/** `npm run lab -- list | run <experiment> | record <experiment> | compare <experiment>…` */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { comparing } from "./comparing.ts";
import { experimentNamed, experiments } from "./experiments/index.ts";
import { thisKernel } from "./kernel.ts";
import { listed } from "./list.ts";
import { isolated, obstacle, requireRoot } from "./namespace.ts";
import { place } from "./place.ts";
import { resultOf } from "./result.ts";
import { Sentence } from "./sentence.ts";

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));

const USAGE = `npm run lab -- list                  what experiments there are
npm run lab -- run <experiment>      play it on this kernel and check it
npm run lab -- record <experiment>   the same, and keep it under content/
npm run lab -- compare <experiment>… | --all [--report <file>]
                                     play them and set them beside the recordings`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { all: { type: "boolean" }, report: { type: "string", default: "comparison.md" } },
  });
  const [command, name, ...more] = positionals;
  if (command === "list") {
    console.log(listed(experiments));
  } else if (command === "run" || command === "record") {
    const experiment = experimentNamed(name);
    const kernel = thisKernel();
    if (command === "record") requireRoot();
    console.log(`${experiment.name} on Linux ${kernel.release}`);
    await isolated(experiment, { unhurried: command === "record" }, (folder) => {
      const found = resultOf(experiment, folder);
      if (command === "record") place(found.kept, `${CONTENT}/${found.place}`);
      const outcome =
        command === "record" ? `recorded in content/${found.place}` : "nothing was recorded";
      console.log(`${found.checks.length} checks hold; ${outcome}.`);
    });
  } else if (command === "compare") {
    const problem = obstacle();
    if (problem) throw new Sentence(problem);
    await comparing({
      experiments: values.all ? experiments : [name, ...more].map(experimentNamed),
      kernel: thisKernel(),
      play: (experiment) =>
        isolated(experiment, { unhurried: false, quiet: true }, (folder) =>
          resultOf(experiment, folder),
        ),
      report: values.report,
      claims: `${CONTENT}/claims`,
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
