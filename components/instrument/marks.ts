import type { Verdict } from "./verdict.ts";

const SIGNS = { yes: "M-4.5 .5l3 3.5 6-7.5", no: "M-4 -4l8 8m0-8l-8 8" } as const;

/** The badge of a verdict: a filled box with a tick, an open one with a cross; nothing for neither. */
export const badge = (mark: Verdict["mark"], size = 34): string =>
  mark === "none"
    ? ""
    : `<svg width="${size}" height="${size}" viewBox="-12 -12 24 24" aria-hidden="true"><g class="badge ${mark}"><rect class="bd" x="-9.5" y="-9.5" width="19" height="19"/><path d="${SIGNS[mark]}"/></g></svg>`;

const BOXES = {
  true: ["yes", "M3.5 7.8l2.8 3L11.6 4.4"],
  false: ["no", "M4 4l7 7m0-7l-7 7"],
  null: ["un", "M4.5 7.5h6"],
} as const;

/** The box of a condition: true, false, never evaluated. */
export function box(value: boolean | null, label: string): string {
  const [css, sign] = BOXES[`${value}`];
  return `<svg class="lit ${css}" viewBox="0 0 15 15" role="img" aria-label="${label}"><rect x=".75" y=".75" width="13.5" height="13.5"/><path d="${sign}"/></svg>`;
}
