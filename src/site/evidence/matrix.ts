import { bare, byAge } from "../../sessions/kernels.ts";
import { kernelsOf, session, sessionNames } from "../../sessions/library.ts";
import { measuredOn, measurement, measurementNames } from "../../sessions/measurement.ts";
import type { Bilingual } from "../../sessions/schema.ts";

/** What one experiment found on one kernel. */
export interface Cell {
  readonly kernel: string;
  /** Its finding; null where it has none, and only its checks held. */
  readonly says: Bilingual | null;
  readonly checks: number;
  /** The page that shows it. */
  readonly path: string;
  /** Whether most kernels of its row say something else. */
  readonly odd: boolean;
}

/** One experiment on all kernels. */
export interface Row {
  readonly name: string;
  readonly title: Bilingual;
  /** One per kernel of the matrix; null where it was not recorded. */
  readonly cells: readonly (Cell | null)[];
}

/** Experiment × kernel, from what is recorded and nothing else. */
export interface Matrix {
  /** By name, oldest first. */
  readonly kernels: readonly string[];
  readonly rows: readonly Row[];
}

type Plain = Omit<Cell, "odd">;

/** The address of a recording below the site: the newest kernel's stands without its number. */
export function recordingPath(
  kind: "sessions" | "measurements",
  name: string,
  kernel: string,
): string {
  const newest = (kind === "sessions" ? kernelsOf(name) : measuredOn(name)).at(-1);
  return `/${kind}/${name}/${kernel === newest ? "" : `${bare(kernel)}/`}`;
}

/** What a session was found to show on every kernel it was recorded on, oldest first. */
export const sessionCells = (name: string): Plain[] =>
  kernelsOf(name).map((kernel) => {
    const { finding, checks } = session(name, kernel).file;
    const path = recordingPath("sessions", name, kernel);
    return { kernel, says: finding?.says ?? null, checks: checks.length, path };
  });

/** What a measurement found on every kernel it was made on, oldest first. */
export const measurementCells = (name: string): Plain[] =>
  measuredOn(name).map((kernel) => {
    const { finding, checks } = measurement(name, kernel);
    const path = recordingPath("measurements", name, kernel);
    return { kernel, says: finding, checks: checks.length, path };
  });

/** Marks the cells that say something else than most; of two equally many, the newer is the rule. */
export function marked(cells: readonly Plain[]): Cell[] {
  const word = ({ says }: Plain) => says?.en ?? "";
  const many = (cell: Plain) => cells.filter((other) => word(other) === word(cell)).length;
  const rule = cells.reduce<Plain | undefined>(
    (most, cell) => (most && many(most) > many(cell) ? most : cell),
    undefined,
  );
  return cells.map((cell) => ({ ...cell, odd: rule !== undefined && word(cell) !== word(rule) }));
}

/** Everything that was recorded, sessions first. To be called from the project's root. */
export function matrix(): Matrix {
  const found = [
    ...sessionNames().map((name) => ({
      name,
      title: session(name).file.title,
      cells: marked(sessionCells(name)),
    })),
    ...measurementNames().map((name) => ({
      name,
      title: measurement(name, measuredOn(name).at(-1) ?? "").title,
      cells: marked(measurementCells(name)),
    })),
  ];
  const kernels = [...new Set(found.flatMap(({ cells }) => cells.map(({ kernel }) => kernel)))];
  kernels.sort(byAge);
  const rows = found.map((row) => ({
    ...row,
    cells: kernels.map((kernel) => row.cells.find((cell) => cell.kernel === kernel) ?? null),
  }));
  return { kernels, rows };
}
