/** What a walk asks of a browser, whichever engine it has. */
export interface Engine {
  /** Opens a page, and resolves when it is loaded. */
  readonly goto: (url: string) => Promise<void>;
  /** What a function returns in the page; it sees nothing but what it is given, as JSON. */
  readonly ask: <const Given extends readonly unknown[], Answer>(
    question: (...given: Given) => Answer,
    ...given: Given
  ) => Promise<Awaited<Answer>>;
  /** Clicks the middle of the first element, where a reader would. */
  readonly click: (css: string) => Promise<void>;
  /** Presses a key by its name, or a character, on what has the focus; with Control or without. */
  readonly press: (key: string, control?: boolean) => Promise<void>;
  /** The page as it would be printed, as a PDF in base64; null where the engine's driver has no print. */
  readonly print: () => Promise<string | null>;
  readonly end: () => Promise<void>;
}

/** Milliseconds that a walk waits for anything. */
const PATIENCE = 30_000;

/** Asks until the answer is true. Rejects with what was waited for. */
export async function until(
  what: string,
  asked: () => Promise<boolean>,
  patience = PATIENCE,
): Promise<void> {
  const late = Date.now() + patience;
  while (!(await asked())) {
    if (Date.now() > late) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
