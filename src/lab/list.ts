import { isStory, type Experiment } from "./experiment.ts";

/** How long an experiment takes, as far as is known beforehand. */
export const duration = ({ lasts = 10 }: Pick<Experiment, "lasts">): string => `about ${lasts} s`;

/** Each experiment in one line: its name, what comes out of it, how long it takes, what it shows. */
export function listed(experiments: readonly Experiment[]): string {
  const rows = experiments.map((experiment) => [
    experiment.name,
    isStory(experiment) ? "session" : "measurement",
    duration(experiment),
    experiment.summary.en,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  "))
    .join("\n");
}
