import { diff, type Branch } from "../../src/model/index.ts";
import { escapeHtml } from "../../src/notebook/html.ts";
import { sourceWords } from "../kernel-source/words.ts";
import { ladderWords } from "../ladder/words.ts";
import type { Lang } from "../lang.ts";
import { prose } from "../text/prose.ts";
import { explain, type Brought } from "./condition-words.ts";
import { light, type Lit } from "./conditions.ts";
import { meetingOf, type Meeting } from "./facts.ts";
import { box } from "./marks.ts";
import type { Played } from "./play.ts";
import type { Situation } from "./situation.ts";
import { labWords } from "./words.ts";

/** What one host asked itself: who it was, about what, the conditions in order, and what it sent. */
interface Asking {
  readonly title: string;
  readonly lit: readonly Lit[];
  readonly brought: Brought;
  readonly answer: string | null;
}

const NONE: Brought = { seq: 0, tsval: null };

/** The conditions that were looked at, of connect() first, then of who met the packet; empty where none were. */
export function branchesHtml(situation: Situation, played: Played, lang: Lang): string {
  const askings = [...calling(played, lang), ...meeting(situation, played, lang)];
  return askings
    .map((asking) => {
      const rows = asking.lit
        .map((one, at) => heading(one, asking.lit[at - 1]) + row(one, asking.brought, lang))
        .join("");
      return `<p class="who">${prose(asking.title, lang)}</p><ol class="branch">${rows}${ended(asking.answer, lang)}</ol>`;
    })
    .join("");
}

function calling({ decisions }: Played, lang: Lang): Asking[] {
  const own = decisions.find(({ packet, branches }) => packet === null && branches.length > 0);
  if (!own) return [];
  const title = labWords[lang].on(ladderWords[lang].client, "connect()");
  return [{ title, lit: light(own.branches, "connect"), brought: NONE, answer: null }];
}

function meeting(situation: Situation, played: Played, lang: Lang): Asking[] {
  const { says, number, network, ends } = played;
  if (says) {
    const [answer = null] = says.answers;
    return [{ title: says.clause, lit: plain(says.branches), brought: NONE, answer }];
  }
  const met = meetingOf(situation, played);
  if (!met || met.branches.length === 0) return [];
  const side = network.packets.find((one) => one.number === number)?.to === ends.server;
  const title = labWords[lang].on(ladderWords[lang][side ? "server" : "client"], met.state);
  const answer = met.outcome ? met.outcome.answer.kind : null;
  return [{ title, lit: light(met.branches, met.state), brought: brought(met, played), answer }];
}

const plain = (branches: readonly Branch[]): Lit[] =>
  branches.map(({ condition, value, function: name }) => ({ condition, value, function: name }));

/** The segment's numbers, told from those of whom it met. */
function brought({ segment }: Meeting, { before, holder }: Played): Brought {
  const held = before[holder];
  const both = segment.tsval !== undefined && held?.tsRecent != null;
  return {
    seq: diff(segment.seq, held?.rcvNxt ?? 0),
    tsval: both ? diff(segment.tsval, held.tsRecent) : null,
  };
}

/** The name of a kernel function, where its conditions begin. */
const heading = ({ function: name }: Lit, before: Lit | undefined): string =>
  name === before?.function || name.startsWith("RFC")
    ? ""
    : `<li class="fn"><code>${escapeHtml(name)}()</code></li>`;

function row({ condition, value }: Lit, from: Brought, lang: Lang): string {
  const css = value === null ? "un" : value ? "yes" : "no";
  const name = sourceWords[lang].values[`${value}`];
  const said = value === null ? name : explain(condition, value, from, lang);
  return `<li class="${css}">${box(value, name)}<code>${escapeHtml(condition)}</code><span class="v">${escapeHtml(said)}</span></li>`;
}

function ended(answer: string | null, lang: Lang): string {
  if (answer === null) return "";
  const words = labWords[lang];
  const said = answer === "silence" ? words.nothingSent : words.sent(answer);
  return `<li class="ret"><svg class="lit ret" viewBox="0 0 15 15" role="img" aria-label="${words.returns}"><path d="M2 7.5h9M7.5 3.5l4 4-4 4"/></svg><span>${said}</span></li>`;
}
