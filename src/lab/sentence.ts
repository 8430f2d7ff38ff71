/** A failure that needs no stack: its message is one sentence that says what to do. */
export class Sentence extends Error {
  override name = "Sentence";
}

/** Whoever waits for this work has ended it: no more of it is to be done. */
export class Stopped extends Sentence {
  override name = "Stopped";
}
