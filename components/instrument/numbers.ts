import { count } from "../lang.ts";

const HALF = 2 ** 31;
const POWERS = new Map([
  [HALF, "2³¹"],
  [HALF - 1, "2³¹ − 1"],
]);

/** How far two numbers lie apart, without the direction: "1,000", "2³¹ − 1". */
export const distance = (value: number): string =>
  POWERS.get(Math.abs(value)) ?? count(Math.abs(value));

/** A number told from another: "+1,000", "−1", "0", "±2³¹". */
export function signed(value: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) === HALF) return "±2³¹";
  const size = distance(value).replace("2³¹ − 1", value < 0 ? "2³¹+1" : "2³¹−1");
  return `${value < 0 ? "−" : "+"}${size}`;
}

/** ms as a reader would say it: "2 s", "0.3 ms", "150 s". */
export function span(ms: number): string {
  const [value, unit] = ms >= 1000 ? [ms / 1000, "s"] : [ms, "ms"];
  const digits = value >= 1000 ? count(Math.round(value)) : Number(value.toPrecision(4));
  return `${digits}\u00a0${unit}`;
}
