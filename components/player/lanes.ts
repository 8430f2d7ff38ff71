import type { Trace } from "../../src/sessions/trace.ts";
import type { Side, State } from "../../src/sessions/states.ts";

/** Room left and right of the time axis, in units of the picture. */
export const MARGIN = 14;
const FLAG = 24;

interface Lanes {
  readonly trace: Trace;
  readonly steps: readonly { readonly id: string; readonly at: number }[];
  readonly duration: number;
  readonly width: number;
}

/** The ladder on its side: true time from left to right, a lane each side, flags for the steps. */
export function drawLanes({ trace, steps, duration, width }: Lanes): string {
  const x = (at: number) => MARGIN + (at / duration) * (width - 2 * MARGIN);
  return [
    `<svg class="tl" viewBox="0 0 ${width} 104" width="${width}" height="104" aria-hidden="true">`,
    ...flags(steps, x, width),
    lane("client", 58, trace, duration, x),
    lane("server", 76, trace, duration, x),
    ...axis(duration, width, x),
    `<g class="thumb"><line x1="${MARGIN}" x2="${MARGIN}" y1="46" y2="88"/><circle cx="${MARGIN}" cy="88" r="5.5"/></g>`,
    "</svg>",
  ].join("");
}

/** Flags stand apart, and a leader shows where each belongs. */
function flags(steps: Lanes["steps"], x: (at: number) => number, width: number): string[] {
  const right = width - FLAG / 2 - 2;
  const places: number[] = [];
  for (const { at } of steps) places.push(Math.max(x(at), (places.at(-1) ?? -FLAG) + FLAG));
  for (let index = places.length - 1; index >= 0; index--)
    places[index] = Math.min(places[index] ?? 0, right - (places.length - 1 - index) * FLAG);
  return steps.map(({ id, at }, index) => {
    const place = places[index] ?? 0;
    const true_ = x(at).toFixed(1);
    return `<path class="ld" d="M${place.toFixed(1)} 24V30L${true_} 40V48"/><g class="flag" data-flag="${id}"><rect x="${(place - 11).toFixed(1)}" y="4" width="22" height="20"/><text x="${place.toFixed(1)}" y="18.5" text-anchor="middle">${index + 1}</text></g>`;
  });
}

function lane(
  side: Side,
  y: number,
  trace: Trace,
  duration: number,
  x: (at: number) => number,
): string {
  const css = side === "client" ? "c" : "s";
  const pieces: string[] = [];
  let from = 0;
  let state: State = trace.start[side];
  const draw = (to: number) => {
    const [a, b] = [x(from).toFixed(1), x(to).toFixed(1)];
    if (a === b) return; // too short a while to be seen
    const idle = state === "CLOSED" || state === "LISTEN";
    if (state === "TIME-WAIT") {
      const box = `x="${a}" y="${y - 7}" width="${(x(to) - x(from)).toFixed(1)}" height="14"`;
      pieces.push(
        `<rect class="twp" ${box}/><rect class="twh" ${box}/><rect class="ruler" ${box}/>`,
      );
    } else
      pieces.push(
        `<line class="life ${idle ? "none" : "live"} ${css}" x1="${a}" x2="${b}" y1="${y}" y2="${y}"/>`,
      );
  };
  for (const event of trace.events) {
    const next = "becomes" in event ? event.becomes[side] : undefined;
    if (next === undefined) continue;
    draw(event.at);
    from = event.at;
    state = next;
  }
  draw(duration);
  return pieces.join("");
}

function axis(duration: number, width: number, x: (at: number) => number): string[] {
  const room = (width - 2 * MARGIN) / (duration / 1e6); // units a second
  const every = [1, 2, 5, 10, 20, 30, 60].find((seconds) => seconds * room > 70) ?? 60;
  const ticks: string[] = [];
  for (let second = 0; second <= duration / 1e6; second += every) {
    const at = x(second * 1e6).toFixed(1);
    ticks.push(
      `<path class="ax" d="M${at} 88v5"/><text class="axt" x="${at}" y="103" text-anchor="${second === 0 ? "start" : "middle"}">${second} s</text>`,
    );
  }
  return ticks;
}
