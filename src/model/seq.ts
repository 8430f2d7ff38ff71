/**
 * 32-bit sequence numbers and timestamps, mod 2³² (RFC 9293 §3.4, RFC 7323 §5.2).
 *
 * Both kinds wrap, so neither has a smallest or a largest value; all that can be asked of two of
 * them is which comes first within half the space. Values are integers in [0, 2³²).
 */
export type Seq = number;

/** `a + n` mod 2³². `n` is any integer, negative too. */
export const add = (a: Seq, n: number): Seq => (a + n) >>> 0;

/** `a − b` mod 2³², as a signed number in [−2³¹, 2³¹): how far `a` lies past `b`. */
export const diff = (a: Seq, b: Seq): number => (a - b) | 0;

/**
 * Whether `a` comes before `b`: the sign bit of `a − b` (include/net/tcp.h:before).
 *
 * Two numbers exactly 2³¹ apart are each before the other, and each after the other.
 */
export const before = (a: Seq, b: Seq): boolean => diff(a, b) < 0;

/** Whether `a` comes after `b`: `before(b, a)`, as the kernel defines it (include/net/tcp.h:after). */
export const after = (a: Seq, b: Seq): boolean => before(b, a);
