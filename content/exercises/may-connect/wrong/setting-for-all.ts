type Outcome = "connects" | "EADDRINUSE" | "EADDRNOTAVAIL";

interface Attempt {
  /** bind() was called first, with a port. */
  bound: boolean;
  /** SO_REUSEADDR, on the old socket and the new one. */
  reuseAddress: boolean;
  /** Whether the old connection had timestamps. */
  timestamps: boolean;
  twReuse: 0 | 1 | 2;
  /** Whether it goes through the loopback device. */
  loopback: boolean;
  /** ms since the old connection. */
  age: number;
}

/** What becomes of it while the old TIME_WAIT is there. */
export function mayConnect(attempt: Attempt): Outcome {
  const { bound, reuseAddress, timestamps } = attempt;
  if (bound && !reuseAddress) return "EADDRINUSE";
  const { twReuse, loopback, age } = attempt;
  const allowed = twReuse === 1 || (twReuse === 2 && loopback);
  return timestamps && allowed && age > 1000
    ? "connects"
    : "EADDRNOTAVAIL";
}
