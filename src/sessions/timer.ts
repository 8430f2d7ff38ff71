/** Seconds left on a 60 s timer, from what ss prints: `timewait,57sec,0` or `timewait,1min,0`. */
export function secondsLeft(timer: string | undefined): number | null {
  const left = /^timewait,(?:(\d+)min)?(?:(\d+)sec)?/.exec(timer ?? "");
  if (!left || (left[1] === undefined && left[2] === undefined)) return null;
  return Number(left[1] ?? 0) * 60 + Number(left[2] ?? 0);
}
