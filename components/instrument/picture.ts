import { simulatedTrace } from "../../src/sessions/simulated.ts";
import { cut, type Trace } from "../../src/sessions/trace.ts";
import { drawLadder } from "../ladder/draw.ts";
import { SIZES } from "../ladder/layout.ts";
import { ladderWords } from "../ladder/words.ts";
import type { Lang } from "../lang.ts";
import type { Played } from "./play.ts";
import type { Situation } from "./situation.ts";
import type { Verdict } from "./verdict.ts";
import { labWords } from "./words.ts";

/** Everything that was played, as a trace. */
export function wholeTrace(played: Played): Trace {
  const { network, ends, failed, comes } = played;
  const call = failed && {
    kind: "call" as const,
    at: comes,
    from: "client" as const,
    name: `${failed.call}()`,
    errno: failed.errno,
  };
  return ruled(simulatedTrace(network, ends, call ? [call] : []), played);
}

/** What a standard makes of the SYN and of who holds TIME_WAIT: the network, which knows kernels only, cannot say. */
function ruled(trace: Trace, { says, becomes, number, holder }: Played): Trace {
  if (!says) return trace;
  const accepted = becomes === "SYN_RECV";
  const state = accepted ? ("SYN-RECV" as const) : becomes;
  const events = trace.events.map((event) =>
    event.kind === "packet" && event.number === number
      ? {
          ...event,
          verdict: accepted ? ("accepted" as const) : ("refused" as const),
          rejected: !accepted,
          becomes: { ...event.becomes, ...(state && { [holder]: state }) },
        }
      : event,
  );
  return { ...trace, events };
}

/** The part of it that answers the reader: from the last packet before what comes; where nothing comes, from the end of the connection on. */
function answer(situation: Situation, played: Played): Trace {
  const { packets } = played.network;
  const last = packets.at(-1)?.number ?? 0;
  const first =
    situation.next === "nothing"
      ? packets.find(({ flags }) => /[FR]/.test(flags))
      : packets.findLast(({ at }) => at < played.comes);
  return cut(wholeTrace(played), first?.number ?? last, last);
}

/** The ladder of what comes and what comes back, for the place beside the verdict. */
export function picture(
  situation: Situation,
  played: Played,
  { headline, sentences }: Verdict,
  lang: Lang,
): string {
  const words = ladderWords[lang];
  const side = played.holder === "server" ? "client" : "server";
  const own = situation.next === "segment" && !situation.behind;
  return drawLadder({
    trace: answer(situation, played),
    size: SIZES.narrow,
    words: own ? { ...words, [side]: labWords[lang].you } : words,
    id: "lab-picture",
    title: headline,
    description: sentences.join(" ").replaceAll("`", ""),
  });
}
