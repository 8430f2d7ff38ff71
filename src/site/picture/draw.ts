import { drawLadder } from "../../../components/ladder/draw.ts";
import { HATCHES } from "../../../components/ladder/hatch.ts";
import { layOut, SIZES } from "../../../components/ladder/layout.ts";
import { ladderWords } from "../../../components/ladder/words.ts";
import { version } from "../../../components/lang.ts";
import { sessionTrace } from "../../sessions/library.ts";
import type { Session } from "../../sessions/read.ts";
import { slice, type Trace } from "../../sessions/trace.ts";
import { frameWords } from "../words.ts";
import { ladderCss, plainCss } from "./style.ts";

/** As those who show previews want it. */
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 40;
/** Room for the line of words above the ladder. */
const TOP = 96;
const SIZE = SIZES.half;
/** The ladder's own height that still leaves its words legible in a preview. */
const TALL = 400;

const CSS = plainCss(`
  .ladder { font-family: var(--mono); font-size: 12px; }
  .paper { fill: var(--paper); }
  .site, .what { fill: var(--ink); font-family: var(--sans); font-size: 30px; font-weight: 700; }
  .what { fill: var(--ink-2); font-family: var(--mono); font-size: 21px; font-weight: 400; }
  pattern line { stroke: var(--tw-stroke); }
`);

/** The events around a step: it, what answers it, and as many before it as there is room for. */
function around(trace: Trace, at: number): Trace {
  const { events } = trace;
  const after = events.findIndex((event) => event.at > at);
  const step = Math.max(0, (after < 0 ? events.length : after) - 1);
  const to = Math.min(events.length, step + 2);
  const from = (begin: number) => slice(trace, begin, to);
  let begin = step;
  while (begin > 0 && layOut(from(begin - 1), SIZE).height <= TALL) begin--;
  return from(begin);
}

/** A session at a step, as a picture for previews: an SVG of its own that needs no other style. */
export function drawPicture(found: Session, step: string): string {
  const { file } = found;
  const at = file.steps.find(({ id }) => id === step)?.at ?? 0;
  const trace = around(sessionTrace(found), at);
  const { height } = layOut(trace, SIZE);
  const scale = Math.min((WIDTH - 2 * MARGIN) / SIZE.width, (HEIGHT - TOP - MARGIN / 2) / height);
  const left = (WIDTH - SIZE.width * scale) / 2;
  const what = `${file.experiment} · ${step} · Linux ${version(file.kernel.release)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    `<style>${ladderCss}${CSS}</style>${HATCHES}`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="site" x="${MARGIN}" y="58">${frameWords.en.title}</text>`,
    `<text class="what" x="${WIDTH - MARGIN}" y="57" text-anchor="end">${what}</text>`,
    `<g transform="translate(${left} ${TOP}) scale(${scale})">`,
    drawLadder({ trace, size: SIZE, words: ladderWords.en, id: "l", title: "", description: "" }),
    "</g></svg>",
  ].join("");
}
