import { escapeHtml } from "../../src/notebook/html.ts";
import { ladderHtml } from "../cell/ladder.ts";
import { ladderWords } from "../ladder/words.ts";
import type { Lang } from "../lang.ts";
import { prose } from "../text/prose.ts";
import { fileUrl, pageUrl } from "../url.ts";
import { kernelNamed } from "../../src/model/index.ts";
import { bare } from "../../src/sessions/kernels.ts";
import { besideOf, type Beside, type Recordings } from "./beside.ts";
import { branchesHtml } from "./branches.ts";
import type { Happened } from "./happened.ts";
import { toHash } from "./link.ts";
import { keyHtml, mapOf, type Map72 } from "./map.ts";
import { badge } from "./marks.ts";
import { span } from "./numbers.ts";
import { picture, wholeTrace } from "./picture.ts";
import { play, type Played } from "./play.ts";
import type { Answer } from "./recorded.ts";
import { READ, RULES, standardOf, type Situation } from "./situation.ts";
import { verdictOf, type Verdict } from "./verdict.ts";
import { labWords } from "./words.ts";

/** The parts of the page that answer the reader, as HTML, by the names their places have. */
export const PARTS = [
  "strip",
  "headline",
  "said",
  "beside",
  "picture",
  "whole",
  "socket",
  "branches",
  "others",
  "map-key",
  "map-said",
  "link",
] as const;
export type Part = (typeof PARTS)[number];

/** What the page shows of a situation. */
export interface Shown {
  readonly parts: Readonly<Record<Part, string>>;
  readonly map: Map72 | null;
}

/** Plays a situation, and tells it: the same when the page is built and in the reader's browser. */
export function answer(situation: Situation, recordings: Recordings, lang: Lang): Shown {
  const played = play(situation);
  const verdict = verdictOf(situation, played, lang);
  const { mark, headline, sentences } = verdict;
  const map = mapOf(situation, played, recordings.shelf);
  return {
    map,
    parts: {
      strip: badge(mark, 24) + escapeHtml(headline),
      headline: badge(mark) + `<span>${escapeHtml(headline)}</span>`,
      said: `<p>${prose(sentences.join(lang === "en" ? " " : ""), lang)}</p>`,
      beside: besideHtml(situation, played, besideOf(situation, played, recordings), lang),
      picture: picture(situation, played, verdict, lang),
      whole: ladderHtml(wholeTrace(played), "lab-whole", lang),
      socket: socketHtml(played, lang),
      branches: branchesHtml(situation, played, lang),
      others: othersHtml(situation, lang),
      "map-key": map ? keyHtml(map.fates, lang) : "",
      "map-said": map ? prose(mapSaid(situation, map, lang), lang) : "",
      link: linkHtml(situation, lang),
    },
  };
}

const release = (kernel: string): string => kernelNamed(kernel).measured ?? bare(kernel);

function mapSaid(situation: Situation, { measured, fates }: Map72, lang: Lang): string {
  const words = labWords[lang];
  const all = fates.flat().length;
  const by = standardOf(situation.rules) ?? `Linux ${situation.rules}`;
  const said =
    measured > 0
      ? words.measured(measured, all, release(`linux-${situation.rules}`))
      : words.modelled(by);
  return [words.down, said].join(lang === "en" ? " " : "");
}

/** Model and kernel: one sentence and where to see it; side by side where they differ, or more than a reaction was recorded. */
function besideHtml(
  { rules }: Situation,
  { says }: Played,
  beside: Beside | null,
  lang: Lang,
): string {
  const words = labWords[lang];
  if (!beside) {
    const { standard, read } = words.sources;
    if (standardOf(rules) && !says) return ""; // the verdict has said that it is not asked
    const text = says ? standard : READ.includes(rules) ? read(rules) : words.unrecorded;
    return `<p class="kept">${text}</p>`;
  }
  const name = release(beside.kernel);
  const [url, text] =
    "session" in beside
      ? [pageUrl(`/sessions/${beside.page}`, lang), words.inSession(beside.session)]
      : [fileUrl(`/measurements/oracle/${beside.kernel}.jsonl`), words.evidence(beside.case)];
  const said = beside.agrees ? words.agrees(name) : words.differs(name);
  const rows = "session" in beside ? happenedRows(beside, lang) : answerRows(beside, lang);
  const body = rows
    .map(
      (cells) =>
        `<tr><th scope="row">${cells[0]}</th><td>${cells[1]}</td><td>${cells[2]}</td></tr>`,
    )
    .join("");
  return [
    `<p class="kept">${said} <a href="${url}">${escapeHtml(text)}</a></p>`,
    `<table class="tbl beside"><caption class="vh">${words.compare}</caption><thead><tr><td></td><th scope="col">${words.model}</th><th scope="col">Linux ${escapeHtml(name)}</th></tr></thead><tbody>${body}</tbody></table>`,
  ].join("");
}

type Row = readonly [name: string, model: string, measured: string];

function happenedRows(
  { model, measured }: { model: Happened; measured: Happened },
  lang: Lang,
): Row[] {
  const { client, server } = ladderWords[lang];
  const tell = (one: Happened) => {
    if ("call" in one) return [`<code>${escapeHtml(one.call)}</code>`];
    const states = (state: string | null) => state ?? labWords[lang].noSocket;
    const texts =
      "packets" in one
        ? one.packets
        : [`client ${states(one.states.client)}`, `server ${states(one.states.server)}`];
    return texts.map((text) =>
      escapeHtml(text.replace(/^client/, client).replace(/^server/, server)),
    );
  };
  return [[labWords[lang].rows.happened, tell(model).join("<br>"), tell(measured).join("<br>")]];
}

function answerRows({ model, measured }: { model: Answer; measured: Answer }, lang: Lang): Row[] {
  const { rows, yes, no, isn, noSocket, nothingSent } = labWords[lang];
  const restarted = model.restarted || measured.restarted;
  const tell = (one: Answer): Partial<Record<keyof Answer, string>> => ({
    ...(!one.errno && { reaction: one.reaction === "silence" ? nothingSent : one.reaction }),
    after: one.after === "none" ? noSocket : one.after,
    ...(restarted && { restarted: one.restarted ? yes : no }),
    ...(one.isn && { isn: isn[one.isn] }),
    ...(one.errno && { errno: one.errno }),
  });
  const [left, right] = [tell(model), tell(measured)];
  return (["reaction", "after", "restarted", "isn", "errno"] as const)
    .filter((name) => left[name] !== undefined || right[name] !== undefined)
    .map((name) => [rows[name], escapeHtml(left[name] ?? "–"), escapeHtml(right[name] ?? "–")]);
}

/** The numbers of the socket that the packet meets, and what both hosts have before and after. */
function socketHtml({ before, after, holder }: Played, lang: Lang): string {
  const words = labWords[lang];
  const held = before[holder];
  const state = (one: Played["before"]["client"]) =>
    !one
      ? words.noSocket
      : `${prose(one.state, lang)}${one.left === null ? "" : ` ${span(one.left)}`}`;
  const rows: (readonly [string, string])[] = [
    ["rcv_nxt", held?.rcvNxt == null ? "–" : String(held.rcvNxt)],
    ["snd_nxt", held ? String(held.sndNxt) : "–"],
    ["ts_recent", held?.tsRecent == null ? "–" : String(held.tsRecent)],
  ];
  const table = (["client", "server"] as const)
    .map(
      (side) =>
        `<tr><th scope="row">${prose(ladderWords[lang][side], lang)}</th><td>${state(before[side])}</td><td>${state(after[side])}</td></tr>`,
    )
    .join("");
  return [
    `<table class="tbl"><thead><tr><td></td><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr></thead><tbody>${table}</tbody></table>`,
    `<dl class="sockd">${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`,
  ].join("");
}

/** What all other rules make of the same, each a link that chooses them. */
function othersHtml(situation: Situation, lang: Lang): string {
  const items = RULES.map((rules) => {
    const other = { ...situation, rules };
    const { mark, headline }: Verdict = verdictOf(other, play(other), lang);
    const current = rules === situation.rules ? ' aria-current="true"' : "";
    const name = standardOf(rules) ?? `Linux ${rules}`;
    return `<li><a href="${pageUrl("/lab/", lang)}#${escapeHtml(toHash(other))}"${current}>${badge(mark, 20)}<b>${name}</b></a> <span>${escapeHtml(headline)}</span></li>`;
  });
  return `<ul class="others">${items.join("")}</ul>`;
}

function linkHtml(situation: Situation, lang: Lang): string {
  return escapeHtml(`${pageUrl("/lab/", lang)}#${toHash(situation)}`);
}
