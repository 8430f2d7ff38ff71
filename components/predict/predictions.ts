import { part } from "../store/store.ts";

/** What the reader has predicted, and whether it has been seen what happened. */
export interface Prediction {
  readonly choice: string;
  readonly settled: boolean;
}

type Predictions = Readonly<Record<string, Prediction>>;

/** Ids are lower-case words with hyphens. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function parse(data: unknown): Predictions | null {
  if (typeof data !== "object" || data === null) return null;
  const sound = Object.entries(data).flatMap(([id, one]: [string, unknown]) => {
    if (!ID.test(id) || typeof one !== "object" || one === null) return [];
    const { choice, settled } = one as Record<string, unknown>;
    if (typeof choice !== "string" || !ID.test(choice)) return [];
    return [[id, { choice, settled: settled === true }] as const];
  });
  return Object.fromEntries(sound);
}

/** The reader's predictions, by their ids. */
export const predictions = part<Predictions>("predictions", { version: 1, fallback: {}, parse });

/** Keeps a choice; a prediction that is settled stays so. */
export function predict(id: string, choice: string): void {
  const all = predictions.read();
  predictions.write({ ...all, [id]: { choice, settled: all[id]?.settled ?? false } });
}

/** The reader has seen what happened; that counts only for what was predicted. */
export function settle(id: string): void {
  const all = predictions.read();
  const one = all[id];
  if (one && !one.settled) predictions.write({ ...all, [id]: { ...one, settled: true } });
}

/** As if it had never been asked. */
export function forget(id: string): void {
  predictions.write(
    Object.fromEntries(Object.entries(predictions.read()).filter(([other]) => other !== id)),
  );
}
