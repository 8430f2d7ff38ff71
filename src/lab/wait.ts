import { Sentence } from "./sentence.ts";
import { SLOWNESS } from "./emulator.ts";

/** How long anything may take to be seen, in ms. Generous: a loaded machine is not a failure. */
const PATIENCE = 20_000 * SLOWNESS;

/** Waiting for what must be seen: whoever waits looks again whenever something has happened. */
export class Watch {
  readonly #looks = new Set<() => void>();
  #failure: Error | null = null;

  /** Something has happened: everyone who waits looks again. */
  stir(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Something has gone wrong that no waiting will mend: all waits end with this error. */
  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.stir();
  }

  /**
   * Resolves with the first value found that is not undefined.
   * Rejects with a Sentence, `waited 20 s in vain for <what>`, when none is found in time.
   */
  until<T>(what: string | (() => string), find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#looks.delete(look);
        act();
      };
      const look = () => {
        const failure = this.#failure;
        const found = failure ? undefined : find();
        if (failure) settle(() => reject(failure));
        else if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => {
        const missed = typeof what === "string" ? what : what();
        const late = new Sentence(`waited ${PATIENCE / 1000} s in vain for ${missed}`);
        settle(() => reject(late));
      }, PATIENCE);
      this.#looks.add(look);
      look();
    });
  }
}
