/** The timers that a cell is given, so that the run can wait for what they will still show. */
export interface Timers {
  /** What stands in for the global functions of these names. */
  readonly functions: Readonly<Record<string, unknown>>;
  /** Resolves when none of the cell's timers is left to fire. */
  idle(): Promise<void>;
}

type Callback = (...args: unknown[]) => unknown;

/** @param failed hears what a timer's callback throws, or what its promise is rejected with */
export function createTimers(failed: (error: unknown) => void): Timers {
  const pending = new Set<unknown>();
  let waiting: (() => void)[] = [];
  const ended = (timer: unknown) => {
    pending.delete(timer);
    if (pending.size > 0) return;
    for (const resume of waiting) resume();
    waiting = [];
  };
  const call = async (callback: Callback, args: unknown[]) => {
    try {
      await callback(...args);
    } catch (error) {
      failed(error);
    }
  };
  const functions = {
    setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) => {
      const timer = setTimeout(() => void call(callback, args).then(() => ended(timer)), ms);
      pending.add(timer);
      return timer;
    },
    setInterval: (callback: Callback, ms?: number, ...args: unknown[]) => {
      const timer = setInterval(() => void call(callback, args), ms);
      pending.add(timer);
      return timer;
    },
    clearTimeout: (timer: Parameters<typeof clearTimeout>[0]) => {
      clearTimeout(timer);
      ended(timer);
    },
    clearInterval: (timer: Parameters<typeof clearInterval>[0]) => {
      clearInterval(timer);
      ended(timer);
    },
  };
  const soon = () => new Promise<void>((resolve) => setTimeout(resolve));
  const idle = async () => {
    await soon(); // so that promises that nobody waits for come to their end
    while (pending.size > 0) {
      await new Promise<void>((resume) => waiting.push(resume));
      await soon();
    }
  };
  return { functions, idle };
}
