import { escapeHtml } from "../../src/notebook/html.ts";
import { seconds } from "../lang.ts";
import type { CastWords } from "./cast-words.ts";
import { RATES } from "./habits.ts";
import type { Played } from "./recording.ts";
import type { PlayerWords } from "./words.ts";

const icon = (path: string, width = 11) =>
  `<svg width="${width}" height="12" viewBox="0 0 ${width} 12" aria-hidden="true"><path d="${path}"/></svg>`;
const PLAY = icon("M0 0l11 6-11 6z");
const PAUSE = icon("M0 0h4v12H0zM7 0h4v12H7z");
const PREVIOUS = icon("M0 0h2v12H0zM12 0v12L3 6z", 12);
const NEXT = icon("M10 0h2v12h-2zM0 0l9 6-9 6z", 12);

/** The button that stands where nothing is loaded yet. */
export const startHtml = (label: string): string =>
  `<button type="button" class="go" data-action="play">${PLAY} <span>${escapeHtml(label)}</span></button>`;

/** All that a recording is played with, as HTML: a screen, its chapters, the controls. */
export function deskHtml(played: Played, words: PlayerWords & CastWords): string {
  const { title, size, duration, chapters, silences } = played;
  const [cols, rows] = size;
  const button = (action: string, content: string, attributes = "") =>
    `<button type="button" data-action="${action}" ${attributes}>${content}</button>`;
  const name = escapeHtml(title || words.recording);
  const items = chapters.map(({ at, title }, index) => {
    const what = escapeHtml(title || words.chapter(index + 1));
    return `<li><button type="button" data-chapter="${index}"><span class="n">${index + 1}</span><span class="what">${what}</span><time class="when">${(at / 1e6).toFixed(3)} s</time></button></li>`;
  });
  const rates = RATES.map((rate) => `<option value="${rate}">${rate}×</option>`);
  return [
    `<div class="p-head"><span><b>${name}</b></span><span>${words.dimensions(cols, rows, (duration / 1e6).toFixed(1))}</span></div>`,
    `<div class="term" style="--cols:${cols};--rows:${rows}"><div class="screen" tabindex="0" role="group" aria-label="${words.terminal}"></div></div>`,
    `<div class="p-time"><input type="range" min="0" max="${Math.ceil(duration / 1e5) * 100}" step="100" value="0" aria-label="${words.position}"></div>`,
    '<div class="p-ctl">',
    button("pause", `${PAUSE} <span>${words.pause}</span>`, "hidden"),
    button("play", `${PLAY} <span>${words.play}</span>`),
    items.length > 0
      ? button("previous-step", PREVIOUS, `aria-label="${words.previousChapter}"`) +
        button("next-step", NEXT, `aria-label="${words.nextChapter}"`)
      : "",
    button("restart", words.restart),
    `<label>${words.speed} <select data-action="speed">${rates.join("")}</select></label>`,
    silences.length > 0 ? button("skip-idle", words.skipIdle, 'aria-pressed="false"') : "",
    document.fullscreenEnabled ? button("fullscreen", words.fullscreen) : "",
    `<span class="clock"><small>${words.trueTime}</small><span class="now">${seconds(0)} s</span></span>`,
    "</div>",
    items.length > 0
      ? `<ol class="prog" tabindex="0" aria-label="${words.chapters}">${items.join("")}</ol>`
      : "",
    '<p class="said" role="status"></p>',
  ].join("");
}
