import type { Judgement } from "./claims.ts";
import type { Comparison } from "./compare.ts";
import type { Line } from "./difference.ts";

/** What a verdict is called. */
const VERDICTS: Record<Line["verdict"], string> = {
  same: "same as recorded",
  differs: "differs",
  "not reached": "not reached",
};

/** What a line says, in words. */
function told({ id, verdict, expected, got, why }: Comparison["lines"][number]): string {
  const what = id === "finding" ? `found: ${expected}` : expected;
  if (verdict !== "differs") return what;
  return `expected “${expected}”, got ${got === null ? "nothing" : `“${got}”`}${why ? `: ${why}` : ""}`;
}

/** A comparison for the terminal. */
export const compared = ({ which, lines, ended }: Comparison): string =>
  [
    `  ${which}`,
    ...lines.map((line) => `  ${VERDICTS[line.verdict].padEnd(16)}  ${told(line)}`),
    ...(ended ? [`  It ended early: ${ended}`] : []),
  ].join("\n");

/** Claims for the terminal. */
export const judged = (judgements: readonly Judgement[]): string =>
  judgements
    .map(({ claim, verdict, because }) =>
      [
        `  ${VERDICTS[verdict].padEnd(16)}  ${claim.id}`,
        ...because.map((one) => `${" ".repeat(20)}${one}`),
      ].join("\n"),
    )
    .join("\n");

/** "31 same as recorded, 2 differ, 1 not reached", of whatever has verdicts. */
export function tally(some: readonly { readonly verdict: Line["verdict"] }[]): string {
  const count = (wanted: Line["verdict"]) =>
    some.filter(({ verdict }) => verdict === wanted).length;
  return `${count("same")} same as recorded, ${count("differs")} differ, ${count("not reached")} not reached`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", "<br>");
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows]
    .map((row) => `| ${row.map(cell).join(" | ")} |`)
    .join("\n");

/** All of it as a Markdown document. */
export function markdown(
  release: string,
  comparisons: readonly Comparison[],
  judgements: readonly Judgement[],
): string {
  const lines = comparisons.flatMap((comparison) => comparison.lines);
  const claims = judgements.map(({ claim, verdict, because }) => [
    `\`${claim.id}\``,
    claim.says.en,
    [VERDICTS[verdict], ...because].join("\n"),
  ]);
  const experiments = comparisons.map(({ experiment, which, lines, ended }) =>
    [
      `### ${experiment}`,
      `${which[0]?.toUpperCase()}${which.slice(1)}.`,
      ...(ended ? [`It ended early: ${ended}`] : []),
      ...(lines.length > 0
        ? [
            table(
              ["", "check"],
              lines.map((line) => [VERDICTS[line.verdict], told(line)]),
            ),
          ]
        : []),
    ].join("\n\n"),
  );
  return [
    `# TIME_WAIT on Linux ${release}, beside the recordings`,
    `Made by \`npm run lab -- compare\` on ${new Date().toISOString()}. Checks and findings: ${tally(lines)}. Claims: ${tally(judgements)}.`,
    ...(claims.length > 0 ? ["## Claims", table(["claim", "says", "here"], claims)] : []),
    "## Experiments",
    ...experiments,
    "",
  ].join("\n\n");
}
