/** A failure that needs no stack: its message is one sentence that says what to do. */
export class Sentence extends Error {
  override name = "Sentence";
}

/** Whoever waits for this work has ended it: no more of it is to be done. */
export class Stopped extends Sentence {
  override name = "Stopped";
}

/** A check that does not hold. What it says can be read again on the far side of a process. */
export class Refuted extends Sentence {
  constructor(id: string, title: string, found: string) {
    super(`check ${id} (${title}) does not hold: ${found}`);
  }

  /** The check that a message tells of, and what was found instead; null if it tells of none. */
  static in(message: string): { check: string; found: string } | null {
    const match = /check ([a-z0-9-]+) \(.*\) does not hold: ([\s\S]*)/.exec(message);
    return match ? { check: match[1] ?? "", found: match[2] ?? "" } : null;
  }
}
