import { packetdrill } from "../../src/sessions/packetdrill.ts";
import { cut, type Trace } from "../../src/sessions/trace.ts";
import { langOf } from "../lang.ts";
import { drawLadder, type Telling } from "./draw.ts";
import { SIZES } from "./layout.ts";
import { ladderWords } from "./words.ts";

const loaded = new Map<string, Promise<Trace>>();

/** What the ladder shows of its session; rejects when that cannot be had. */
async function traceOf({ dataset }: HTMLElement): Promise<Trace> {
  const address = dataset.trace ?? "";
  const loading = loaded.get(address) ?? load(address);
  loaded.set(address, loading);
  loading.catch(() => loaded.delete(address)); // so that asking again tries again
  return cut(await loading, Number(dataset.first), Number(dataset.last));
}

async function load(address: string): Promise<Trace> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as Trace;
}

/**
 * Does what one of a ladder's buttons says: draws it with something more or less, or copies it.
 * @returns what to tell the reader
 */
export async function otherwise(ladder: HTMLElement, button: HTMLButtonElement): Promise<string> {
  const { copied = "" } = button.dataset;
  if (copied !== "") {
    await navigator.clipboard.writeText(await notation(ladder));
    return copied;
  }
  button.ariaPressed = String(button.ariaPressed !== "true");
  await redraw(ladder);
  return "";
}

/** Draws a ladder anew, as its buttons say, in both its sizes. */
async function redraw(ladder: HTMLElement): Promise<void> {
  const trace = await traceOf(ladder);
  const telling: Telling = Object.fromEntries(
    Array.from(ladder.querySelectorAll<HTMLElement>("[data-tell]"), ({ dataset, ariaPressed }) => [
      dataset.tell ?? "",
      ariaPressed === "true",
    ]),
  );
  for (const size of ["wide", "narrow"] as const) {
    const place = ladder.querySelector(`.${size}-only`);
    const old = place?.querySelector("svg");
    if (!place || !old) continue;
    place.innerHTML = drawLadder({
      trace,
      size: SIZES[size],
      words: ladderWords[langOf(document.documentElement.lang)],
      id: old.querySelector("title")?.id.replace(/-t$/, "") ?? "",
      title: old.querySelector("title")?.textContent ?? "",
      description: old.querySelector("desc")?.textContent ?? "",
      telling,
    });
  }
}

/**
 * The ladder's packets in packetdrill's notation: those that the reader has selected; all where none is.
 */
async function notation(ladder: HTMLElement): Promise<string> {
  const trace = await traceOf(ladder);
  const selection = getSelection();
  const lines = packetdrill(trace);
  const chosen = new Set(
    Array.from(ladder.querySelectorAll<SVGElement>("[data-packet]"))
      .filter((packet) => selection?.isCollapsed === false && selection.containsNode(packet, true))
      .map(({ dataset }) => Number(dataset.packet)),
  );
  const [ends = "", ...rest] = lines;
  const some = rest.filter((_, index) => {
    const event = trace.events[index];
    return event?.kind === "packet" && chosen.has(event.number);
  });
  return [ends, ...(some.length > 0 ? some : rest)].join("\n") + "\n";
}
