import { inspect } from "../../src/notebook/inspect.ts";
import { outputsText } from "../../src/notebook/html.ts";
import { bare } from "../../src/sessions/kernels.ts";
import { list, type Lang } from "../lang.ts";
import type { Asked } from "./asked.ts";
import type { GivenOut } from "./given-out.ts";
import { callOf, type Grade } from "./grade.ts";
import { exerciseWords } from "./words.ts";

const signed = (value: number | string): string =>
  typeof value === "string" ? value : `${value < 0 ? "−" : value > 0 ? "+" : ""}${Math.abs(value)}`;

/** What the grade says of one question, as text in a definition list. */
function facts(paper: GivenOut, asked: Asked, answer: string, lang: Lang): HTMLElement {
  const words = exerciseWords[lang];
  const wanted = inspect(asked.verdict);
  const rows: [term: string, value: string, css?: string][] = [
    [words.asked, callOf(paper.function, asked)],
    ...Object.entries(asked.apart).map(([term, value]): [string, string] => [term, signed(value)]),
    [words.you, answer, "differs"],
    [words.kernel, wanted === asked.did ? wanted : `${wanted} (${asked.did})`, "differs"],
    [words.recorded, `${asked.id}, Linux ${list(asked.kernels.map(bare), lang)}`],
  ];
  const found = document.createElement("dl");
  for (const [term, value, css] of rows) {
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = term;
    dd.textContent = value;
    if (css) dd.className = css;
    found.append(dt, dd);
  }
  return found;
}

const paragraph = (text: string): HTMLElement => {
  const found = document.createElement("p");
  found.textContent = text;
  return found;
};

/** What code is told that is not yet right: its mistake, the first case that differs, what it printed. */
export function verdict(paper: GivenOut, grade: Grade, lang: Lang): HTMLElement[] {
  const words = exerciseWords[lang];
  const [place] = grade.error ? [grade.answers.length] : grade.wrong;
  const asked = place === undefined ? undefined : paper.cases[place];
  const key = grade.wrong.join();
  const mistake = grade.error
    ? undefined
    : paper.mistakes.find(({ wrong }) => wrong.join() === key);
  const shown: HTMLElement[] = [];
  if (grade.error) shown.push(paragraph(grade.error.message));
  if (mistake) shown.push(paragraph(mistake.says[lang].replaceAll("`", "")));
  if (grade.found && place !== undefined && asked) {
    const got = grade.answers[place] ?? words.threw;
    shown.push(facts(paper, asked, got === "undefined" ? words.nothing : got, lang));
  }
  if (grade.printed.length > 0) {
    const printed = document.createElement("pre");
    printed.textContent = outputsText(grade.printed);
    shown.push(paragraph(words.printed), printed);
  }
  return shown;
}
