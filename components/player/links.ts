/** What an address asks of the players in its page; null: nothing. */
export interface Asked {
  /** The session, and the step in it to open: `#s/<session>/<step>`. */
  readonly session: string | null;
  readonly step: string | null;
  /** The last step of a clip that begins there: `?to=<step>`. */
  readonly to: string | null;
  /** The recording: `?kernel=6.1`. */
  readonly kernel: string | null;
}

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const KERNEL = /^\d{1,2}\.\d{1,3}$/;

/** Reads an address. What has not the form of a name, or of a kernel's number, is not read at all. */
export function asked({ hash, search }: { hash: string; search: string }): Asked {
  const query = new URLSearchParams(search);
  const [mark, session, step, more] = hash.split("/", 4);
  const there = mark === "#s" && more === undefined;
  const [from, at] = [only(session, NAME), only(step, NAME)];
  const opens = there && from !== null && at !== null;
  return {
    session: opens ? from : null,
    step: opens ? at : null,
    to: opens ? only(query.get("to"), NAME) : null,
    kernel: only(query.get("kernel"), KERNEL),
  };
}

const only = (value: string | null | undefined, form: RegExp): string | null =>
  typeof value === "string" && value.length < 100 && form.test(value) ? value : null;
