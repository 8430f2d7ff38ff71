/**
 * Whole seconds left on a TIME_WAIT timer, from what ss prints: `timewait,1min,0`,
 * `timewait,57sec,0`, below ten seconds `timewait,9.876ms,0`, and below one `timewait,876ms,0`
 * (iproute2, misc/ss.c:print_ms_timer). Null for what is no such timer.
 */
export function secondsLeft(timer: string | undefined): number | null {
  const left = /^timewait,(?:(\d+)min)?(?:(\d+)(?:sec|(?=\.)))?(\.?\d+ms)?,/.exec(timer ?? "");
  if (!left?.slice(1).some(Boolean)) return null;
  return Number(left[1] ?? 0) * 60 + Number(left[2] ?? 0);
}
