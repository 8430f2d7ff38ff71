/** The value below which such a part of all is (nearest rank). */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** How many times as much: three digits tell enough. */
export const ratio = (ours: number, theirs: number): string =>
  theirs === 0 ? "–" : `${Number((ours / theirs).toPrecision(ours < theirs ? 2 : 3))}×`;

/** Bytes in kB. */
export const kB = (bytes: number): string =>
  `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: bytes < 1e6 ? 1 : 0 })} kB`;

/** Milliseconds. */
export const ms = (time: number): string =>
  `${time.toLocaleString("en", { maximumFractionDigits: time < 10 ? 1 : 0 })} ms`;
