/** The numbers this chapter's prose gives, computed from its session and from all recordings. */
import { list, span, tenths, version, type Lang } from "../../../components/lang.ts";
import { heldInSession } from "../../../components/text/held.ts";
import { bare } from "../../../src/sessions/kernels.ts";
import { kernelsOf, session } from "../../../src/sessions/library.ts";
import { measuredOn, measurement } from "../../../src/sessions/measurement.ts";
import type { Bilingual } from "../../../src/sessions/schema.ts";
import * as restart from "session/restart";

const { commands, kernel } = session("restart").file;
const stepAt = (id: string): number => restart.steps.find((step) => step.id === id)?.at ?? NaN;
export const release = version(kernel.release);

/** The article's program, started again while its TIME_WAIT was there. */
const again = commands.findLast(
  ({ terminal, at }) => terminal === "server" && at < stepAt("in-use"),
);
if (!again?.ended) throw new Error("restart: nothing was started before in-use");
export const exitCode = again.exit;
/** From the death of the server to this second start, and how long that took to fail. */
export const later = tenths(again.at - stepAt("outlived"));
export const failed = span(again.ended - again.at);

/** From the server's first FIN to when the same program listened again. */
const firstFin = restart.packets.find(({ flags }) => flags.includes("F"));
export const number = { firstFin: firstFin?.number };
export const freeAfter = tenths(stepAt("free") - (firstFin?.at ?? NaN));

/** How long TIME-WAIT had to go when the twin listened again, as ss showed it. */
export const left = restart.tables
  .findLast(({ sockets }) => sockets.some(({ state }) => state === "LISTEN") && sockets.length > 1)
  ?.sockets.find(({ state }) => state === "TIME-WAIT")
  ?.timer?.split(",")[1]
  ?.replace("sec", " s");

export const kernels = heldInSession("restart", ["errno", "exit-code", "too-late", "at-once"]);

/** What an experiment found, with the kernels that found the same. */
interface Found {
  readonly says: string;
  readonly kernels: string;
}

function grouped(of: readonly (readonly [string, Bilingual | undefined])[], lang: Lang): Found[] {
  const groups = Map.groupBy(of, ([, finding]) => finding?.[lang] ?? "");
  return Array.from(groups, ([says, some]) => ({
    says,
    kernels: list(
      some.map(([name]) => bare(name)),
      lang,
    ),
  }));
}

const inSession = (name: string) =>
  kernelsOf(name).map((on) => [on, session(name, on).file.finding?.says] as const);
const inMeasurement = (name: string) =>
  measuredOn(name).map((on) => [on, measurement(name, on).finding] as const);

/** Experiments that do not come out the same everywhere. */
export const differ = (lang: Lang) => ({
  isn: grouped(inSession("server-time-wait"), lang),
  second: grouped(inMeasurement("one-second"), lang),
  nat: grouped(inSession("nat"), lang),
  cost: grouped(inMeasurement("cost"), lang),
});
