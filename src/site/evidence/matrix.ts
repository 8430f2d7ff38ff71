import { bare, byAge } from "../../sessions/kernels.ts";
import { kernelsOf, session, sessionNames } from "../../sessions/library.ts";
import {
  measuredOn,
  measurement,
  measurementNames,
  usuallyMeasuredOn,
} from "../../sessions/measurement.ts";
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

/**
 * What the address of a recording ends in: nothing for the kernel that stands for the others, else
 * the kernel's number.
 */
export const addressOf = (kernel: string, usual: string): string | undefined =>
  kernel === usual ? undefined : bare(kernel);

const path = (shelf: string, name: string, address: string | undefined): string =>
  `/${shelf}/${name}/${address === undefined ? "" : `${address}/`}`;

/** What a session was found to show on every kernel it was recorded on, oldest first. */
export function sessionCells(name: string): Plain[] {
  const usual = session(name).file.kernel.name;
  return kernelsOf(name).map((kernel) => {
    const { finding, checks } = session(name, kernel).file;
    return {
      kernel,
      says: finding?.says ?? null,
      checks: checks.length,
      path: path("sessions", name, addressOf(kernel, usual)),
    };
  });
}

/** What a measurement found on every kernel it was made on, oldest first. */
export function measurementCells(name: string): Plain[] {
  const usual = usuallyMeasuredOn(name);
  return measuredOn(name).map((kernel) => {
    const { finding, checks } = measurement(name, kernel);
    return {
      kernel,
      says: finding,
      checks: checks.length,
      path: path("measurements", name, addressOf(kernel, usual)),
    };
  });
}

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
      title: measurement(name, usuallyMeasuredOn(name)).title,
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
