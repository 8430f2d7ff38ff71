/** `npm run lab -- list | run <experiment …> | record <experiment …> | compare <experiment …> | oracle …` */
import { parseArgs } from "node:util";
import { comparing } from "./comparing.ts";
import { experimentNamed, experiments } from "./experiments/index.ts";
import { guestKernel } from "./guest/kernels.ts";
import { playInGuest } from "./guest/play.ts";
import { here, inEmulation } from "./ground.ts";
import { listed } from "./list.ts";
import { oracle, ORACLE_USAGE } from "./oracle/command.ts";
import { playHere } from "./play.ts";
import { Sentence } from "./sentence.ts";

const USAGE = `npm run lab -- list                    what experiments there are
npm run lab -- run <experiment …>      play them on this kernel and check them
npm run lab -- record <experiment …>   the same, and keep them under content/
npm run lab -- compare <experiment …>  play them and set them beside what was recorded

--all                                  all experiments
--kernel 5.10|6.1|6.12|7.3             on that kernel, one of Debian's, in an emulated machine
--into <folder>                        keep recordings there instead
--report <file>                        write the comparison there instead of comparison.md

${ORACLE_USAGE}`;

/** Does what the command line says; throws when that makes no sense. */
async function experiment(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: "boolean" },
      kernel: { type: "string", default: "running" },
      into: { type: "string" },
      report: { type: "string", default: "comparison.md" },
    },
  });
  const [command, ...names] = positionals;
  if (command === "list") {
    console.log(listed(experiments));
  } else if (command === "run" || command === "record" || command === "compare") {
    const [first, ...others] = names;
    const chosen = values.all ? experiments : [first, ...others].map(experimentNamed);
    const guest = values.kernel === "running" ? null : guestKernel(values.kernel);
    const keeping = { record: command === "record", into: values.into };
    const failed =
      command === "compare"
        ? await comparing(chosen, guest ? inEmulation(guest) : here(), values.report)
        : guest
          ? await playInGuest(guest, chosen, keeping)
          : await playHere(chosen, keeping);
    if (failed > 0) process.exitCode = 1;
  } else {
    console.log(USAGE);
    process.exitCode = command === undefined ? 0 : 1;
  }
}

try {
  if (process.argv[2] === "oracle") process.exitCode = await oracle(process.argv.slice(3));
  else await experiment();
} catch (error) {
  const known =
    error instanceof Sentence || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  console.error(known ? `lab: ${(error as Error).message}` : error);
  process.exitCode = 1;
}
