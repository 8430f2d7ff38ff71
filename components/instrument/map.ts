import { bare } from "../../src/sessions/kernels.ts";
import { escapeHtml } from "../../src/notebook/html.ts";
import type { Lang } from "../lang.ts";
import { fateOf, fates, SEQS, TSVALS, type Fate } from "./grid.ts";
import { signed } from "./numbers.ts";
import type { Played } from "./play.ts";
import { answerOn, recordedCase, type Shelf } from "./recorded.ts";
import type { Situation } from "./situation.ts";
import { labWords, type LabWords } from "./words.ts";

/** Row by row what becomes of a SYN, and how many of the squares a kernel was asked about and agreed. */
export interface Map72 {
  readonly fates: readonly (readonly Fate[])[];
  readonly measured: number;
}

/** Where SYNs land around the reader's; null where none of them would meet an old connection's end. */
export function mapOf(situation: Situation, played: Played, shelf: Shelf): Map72 | null {
  const { before, holder, comes } = played;
  const tw = before[holder]?.timeWait;
  if (!tw || situation.next !== "segment" || situation.flags !== "S") return null;
  const { listens, rfc1337, rules } = situation;
  const listener = holder === "server" && listens;
  const all = fates(tw, rules, { now: comes / 1000, listener, rfc1337 });
  const measured = all.flatMap((row, y) =>
    row.filter((fate, x) => {
      const [tsval = null, seq = 0] = [TSVALS[y], SEQS[x]];
      return measuredFate({ ...situation, length: 0, seq, tsval }, shelf) === fate;
    }),
  ).length;
  return { fates: all, measured };
}

/** What a kernel did to the SYN of a situation, by the case that was recorded; null where none was. */
export function measuredFate(situation: Situation, shelf: Shelf): Fate | null {
  const asked = recordedCase(shelf, situation);
  const answer = asked && answerOn(shelf, asked, `linux-${bare(situation.rules)}`);
  return answer && fateOf(answer.reaction, answer.restarted);
}

/** A square's class, for its hatching. */
export const squareClass = (fate: Fate): string => `sq ${fate}`;

/** The name of a TSval's row. */
const rowName = (tsval: number | null, words: LabWords): string =>
  tsval === null ? words.noTs : tsval === 2 ** 31 ? "+2³¹" : signed(tsval);

/** What a square says to those who do not see it. */
export function squareName(fate: Fate, seq: number, tsval: number | null, lang: Lang): string {
  const words = labWords[lang];
  return words.square(signed(seq), rowName(tsval, words), words.fates[fate]);
}

/** What the squares' hatchings mean: of those that are there. */
export const keyHtml = (all: readonly (readonly Fate[])[], lang: Lang): string =>
  [...new Set(all.flat())]
    .map((fate) => `<li><i class="${squareClass(fate)}"></i>${labWords[lang].fates[fate]}</li>`)
    .join("");

/** The map as a table. Its squares say where they stand, so that they can be chosen. */
export function mapHtml(
  all: readonly (readonly Fate[])[],
  caption: string,
  lang: Lang,
  chosen: Pick<Situation, "seq" | "tsval"> | null = null,
): string {
  const words = labWords[lang];
  const [older, newer, opposite] = words.seqGroups;
  const rows = TSVALS.map((tsval, y) => {
    const squares = SEQS.map((seq, x) => {
      const fate = all[y]?.[x] ?? "refused";
      const name = squareName(fate, seq, tsval, lang);
      const here = chosen?.seq === seq && chosen.tsval === tsval;
      return `<td class="${squareClass(fate)}"${here ? " data-chosen" : ""} data-seq="${seq}" data-ts="${tsval ?? "none"}"><span class="vh">${escapeHtml(name)}</span></td>`;
    }).join("");
    return `<tr${tsval === null ? ' class="apart"' : ""}><th scope="row">${rowName(tsval, words)}</th>${squares}</tr>`;
  }).join("");
  return [
    `<table class="vmap"><caption class="vh">${escapeHtml(caption)}</caption>`,
    `<thead><tr><td></td><th scope="colgroup" colspan="4">${older}</th><th scope="colgroup" colspan="4">${newer}</th><th scope="colgroup"><span>${opposite}</span></th></tr>`,
    `<tr><td></td>${SEQS.map((seq) => `<th scope="col"><span>${signed(seq)}</span></th>`).join("")}</tr></thead>`,
    `<tbody>${rows}</tbody></table>`,
  ].join("");
}
