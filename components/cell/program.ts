import type { MeasurementData, SessionData } from "../../src/sessions/module.ts";
import type { CellProgram } from "../../src/notebook/run.ts";
import { importedCells } from "./flow.ts";

/** Where a cell's program is as JSON, and where the recordings are that it may come to import. */
interface Addresses {
  readonly program: string;
  readonly recorded: string;
}

const RECORDING = /\b(?:from|import)\s*["']((session|measurement)\/[a-z0-9-]+)["']/g;

const loaded = new Map<string, Promise<unknown>>();

/** What an address has as JSON, asked for once; null when it has nothing. */
function load(address: string): Promise<unknown> {
  const known = loaded.get(address);
  if (known) return known;
  const loading = fetch(address).then((response) => (response.ok ? response.json() : null));
  loaded.set(address, loading);
  loading.catch(() => loaded.delete(address));
  return loading;
}

/**
 * A cell's program with what the reader has changed in it, and in the cells that it imports.
 * @param changed the text of a cell of the page where it is not the site's own
 */
export async function programOf(
  { program: address, recorded }: Addresses,
  id: string,
  changed: (id: string) => string | null,
): Promise<CellProgram> {
  const program = (await load(address)) as CellProgram | null;
  if (!program) throw new Error(`${address}: there is no such program.`);
  const files: Record<string, string> = {};
  const sessions = { ...program.sessions };
  const measurements = { ...program.measurements };
  const gather = async (one: string): Promise<void> => {
    const name = `${one}.ts`;
    if (name in files) return;
    const text = changed(one) ?? program.files[name] ?? (await elsewhere(address, one));
    if (text === undefined) return; // the run will say that there is no such cell
    files[name] = text;
    for (const [, module = "", kind] of text.matchAll(RECORDING)) {
      if (module in sessions || module in measurements) continue;
      const data = await load(`${recorded}${module}.json`);
      if (data && kind === "session") sessions[module] = data as SessionData;
      if (data && kind === "measurement") measurements[module] = data as MeasurementData;
    }
    for (const next of importedCells(text)) await gather(next);
  };
  await gather(id);
  return { entry: program.entry, files, sessions, measurements };
}

/** The text of a cell of the same chapter, which a program did not yet import. */
async function elsewhere(address: string, id: string): Promise<string | undefined> {
  const other = (await load(address.replace(/[^/]+$/, `${id}.json`))) as CellProgram | null;
  return other?.files[`${id}.ts`];
}
