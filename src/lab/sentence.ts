/** A failure that needs no stack: its message is one sentence that says what to do. */
export class Sentence extends Error {
  override name = "Sentence";
}
