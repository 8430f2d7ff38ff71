import type { Case } from "../../oracle/case.ts";

/** A time that lies between two that were measured, in ms (performance.now()). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The kernel counts ticks of 4 ms, and rounds. */
const TICKS = 12;
/** What tcp_tw_reuse waits for where tcp_tw_reuse_delay was not set. */
const REUSE_DELAY = 1000;

/**
 * Why the times at which a case was played leave open what the kernel had to do; null when they do
 * not. On a busy machine a step can come late: that is no matter, but near a limit.
 * @param reached when the state was reached
 * @param steps when each step was taken
 */
export function unclear(one: Case, reached: Span, steps: readonly Span[]): string | null {
  const limit = Number(one.sysctl["tcp_invalid_ratelimit"] ?? 0);
  for (const [index, step] of steps.entries()) {
    for (const earlier of limit > 0 ? steps.slice(0, index) : [])
      if (near(earlier, step, limit)) return `steps were taken ${limit} ms apart, or nearly`;
    if (one.steps[index]?.connect?.bind !== "auto") continue;
    const delay = Number(one.sysctl["tcp_tw_reuse_delay"] ?? REUSE_DELAY);
    if (near(reached, step, delay)) return `it connected after ${delay} ms, or nearly`;
    // Older kernels wait for the next of their whole seconds.
    const least = second(step.from) - second(reached.to);
    const most = second(step.to) - second(reached.from);
    if (least !== most || least > 0 !== step.from - reached.to > REUSE_DELAY)
      return "it connected while the kernel's second ended";
  }
  return null;
}

const near = (a: Span, b: Span, limit: number): boolean =>
  b.from - a.to < limit + TICKS && b.to - a.from > limit - TICKS;

/** Between performance.now() and CLOCK_MONOTONIC, which the kernel's seconds are of. */
const START = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();

/** The kernel's second at that time. */
const second = (time: number): number => Math.floor((START + time) / 1000);
