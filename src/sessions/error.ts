/** Something recorded cannot be trusted or read. The message names the file, the place and the reason. */
export class SessionError extends Error {
  override name = "SessionError";

  /**
   * @param file path of the offending file
   * @param place where in it: `line 3`, `byte 24`, `steps.2.at`
   * @param reason what is wrong there, and what would mend it
   */
  constructor(file: string, place: string, reason: string) {
    super(`${file}, ${place}: ${reason}`);
  }
}
