import { escapeHtml } from "../../src/notebook/html.ts";
import type { Side, State } from "../../src/sessions/states.ts";
import type {
  Relative,
  Trace,
  TraceCall,
  TraceDeparture,
  TraceFold,
  TracePacket,
  TraceTimeout,
} from "../../src/sessions/trace.ts";
import { count, offset, seconds, size as bytesOf, span, tenths } from "../lang.ts";
import {
  layOut,
  meetsTimeWait,
  type Break,
  type Layout,
  type Placed,
  type Size,
  type Stretch,
} from "./layout.ts";
import type { LadderWords } from "./words.ts";

/** Half the width of a hatched TIME_WAIT block. */
const HALF = 13;
/** Where a line of text stands clear of the names of both ends. */
const BELOW_NAMES = 56;
const RULER = 200;
const SIXTY = 60_000_000;
const OPTION_LINE = 15;

const letter = (side: Side) => side[0] as "c" | "s";
const round = (value: number) => Math.round(value * 10) / 10;

const text = (css: string, x: number, y: number, content: string, anchor = "start") =>
  `<text${css && ` class="${css}"`} x="${round(x)}" y="${round(y)}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${content}</text>`;

/** What a sequence number is called on the ladder: `seq 1`, `seq rcv_nxt + 60,584,105`. */
export function relative({ base, offset: distance }: Relative): string {
  if (base === "isn") return String(distance);
  return base === "none" ? String(distance >>> 0) : `${base} ${offset(distance)}`;
}

/** How a reader may have a ladder; absent ones are off. */
export interface Telling {
  /** Sequence numbers and timestamps as they were on the wire. */
  readonly absolute?: boolean;
  /** Lengths are times. */
  readonly toScale?: boolean;
  /** The options of each packet. */
  readonly options?: boolean;
}

/** A packet's options by tcpdump's names, in two parts: what only a SYN has, and the timestamps. */
export function optionsOf({ raw }: TracePacket): string[] {
  const { mss, wscale, sackOk } = raw.options;
  const { tsval, tsecr } = raw;
  const syn = [
    mss === undefined ? "" : `mss ${mss}`,
    sackOk ? "sackOK" : "",
    wscale === undefined ? "" : `wscale ${wscale}`,
  ];
  const stamps = tsval === undefined ? "" : `TSval ${tsval} TSecr ${tsecr ?? 0}`;
  return [syn.filter(Boolean).join(" "), stamps].filter(Boolean);
}

/** The numbers of a packet: seq where it takes up space, ack where it acknowledges. */
export function numbers(packet: TracePacket, absolute = false): string {
  const { flags, seq, ack, length, reopens, raw } = packet;
  const takesSpace = length > 0 || /SYN|FIN|RST/.test(flags);
  if (absolute)
    return [takesSpace ? `seq ${raw.seq}` : "", ack ? `ack ${raw.ack}` : ""]
      .filter(Boolean)
      .join(" ");
  const last = length > 1 ? `–${seq.offset + length - 1}` : "";
  const parts = [
    takesSpace ? `seq ${relative(seq)}${seq.base === "isn" ? last : ""}` : "",
    ack && !(reopens && takesSpace) ? `ack ${relative(ack)}` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** How a ladder is to be drawn. */
interface Drawing {
  readonly trace: Trace;
  readonly size: Size;
  readonly words: LadderWords;
  /** Unique in the page; the title's and description's ids begin with it. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly telling?: Telling;
}

/** The time-sequence diagram of a trace, as an SVG element. Needs ladder.css and the page's hatch pattern. */
export function drawLadder(drawing: Drawing): string {
  const { trace, words, id, title, description, telling = {} } = drawing;
  const size = roomFor(telling, drawing.size);
  const layout = layOut(trace, size, telling.toScale);
  const pen = new Pen(size, words, layout, telling);
  const { width } = size;
  const { height } = layout;
  return [
    `<svg class="ladder ${size.columns ? "wide" : "slim"}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(title)}</title><desc id="${id}-d">${escapeHtml(description)}</desc>`,
    '<g aria-hidden="true">', // its words out of their places say nothing; the table twin says them
    ...layout.stretches.map((stretch) => pen.stretch(stretch)),
    ...layout.breaks.map((one) => pen.break(one)),
    ...layout.placed.map((placed) => pen.event(placed)),
    pen.heads(trace.ends),
    "</g></svg>",
  ].join("");
}

/** Without columns of their own, options stand in two more lines below each packet. */
const roomFor = ({ options }: Telling, size: Size): Size =>
  options && !size.columns ? { ...size, row: size.row + 2 * OPTION_LINE } : size;

/** Draws the parts of one ladder. */
class Pen {
  readonly #size: Size;
  readonly #words: LadderWords;
  readonly #layout: Layout;

  readonly #telling: Telling;

  constructor(size: Size, words: LadderWords, layout: Layout, telling: Telling) {
    this.#telling = telling;
    this.#size = size;
    this.#words = words;
    this.#layout = layout;
  }

  /** Where packet numbers end: they have room for three digits unless one has more. */
  get #numbers(): number {
    return this.#layout.placed.some(({ event }) => event.kind === "fold" && event.last > 999)
      ? 30
      : 22;
  }

  heads(ends: Trace["ends"]): string {
    const { columns, x } = this.#size;
    const { client, server, numberColumn, secondsColumn } = this.#words;
    const nameX = columns
      ? { client: x.client - 24, server: x.server + 24 }
      : { client: x.client + 18, server: x.server - 18 };
    const anchor = columns
      ? { client: "end", server: "start" }
      : { client: "start", server: "end" };
    return [
      `<g class="head c"><circle cx="${x.client}" cy="22" r="9"/>${text("", nameX.client, 27, client, anchor.client)}</g>`,
      `<g class="head s"><rect x="${x.server - 9}" y="13" width="18" height="18"/>${text("", nameX.server, 27, server, anchor.server)}</g>`,
      columns
        ? text("adr", x.client + 18, 27, ends.client) +
          text("adr", x.server - 18, 27, ends.server, "end") +
          text("colh", this.#numbers, 26, numberColumn, "end") +
          text("colh", 104, 26, secondsColumn, "end")
        : "",
    ].join("");
  }

  stretch({ side, kind, from, to, began, end, restarts }: Stretch): string {
    const x = this.#size.x[side];
    const css = letter(side);
    if (kind !== "time-wait")
      return `<line class="life ${kind} ${css}" x1="${x}" x2="${x}" y1="${from}" y2="${to}"/>`;
    const [left, right, height] = [x - HALF, x + HALF, to - from];
    // Straight where its 60 s are over, torn where it ends early, frayed where it goes on.
    const edge = {
      over: `H${left}`,
      early: "l-6.5 -4 -6.5 4 -6.5 -4 -6.5 4",
      open: "l-6.5 -5 -6.5 10 -6.5 -10 -6.5 5",
    }[end];
    const [again] = restarts;
    const box = `x="${left}" y="${from}" width="${2 * HALF}" height="${height}"`;
    return [
      `<g class="tw-block"><rect class="twp" ${box}/><rect class="twh" ${box}/>`,
      again
        ? `<rect class="twx" x="${left}" y="${again.y}" width="${2 * HALF}" height="${to - again.y}"/>`
        : "",
      `<path class="twe" d="M${left} ${to}V${from}H${right}V${to}${edge}"/></g>`,
      this.#waiting({ side, from, to, began: restarts.at(-1)?.at ?? began }),
    ].join("");
  }

  /** The name of the state, and, if its beginning is known, how much of its 60 s had gone when somebody came. */
  #waiting({ side, from, to, began }: Pick<Stretch, "side" | "from" | "to" | "began">): string {
    const { columns, x } = this.#size;
    const comer = this.#layout.placed.find(
      ({ event, y }) => event.at > (began ?? 0) && y <= to && meetsTimeWait(event),
    );
    const outside = columns ? 1 : -1;
    const sign = (side === "server" ? 1 : -1) * outside;
    const nameX = x[side] + sign * 24;
    const anchor = sign > 0 ? "start" : "end";
    const nameY = columns ? Math.max(from + 5, BELOW_NAMES) : comer ? comer.y - 78 : to - 10;
    const name = text("twl", nameX, nameY, "TIME_WAIT", anchor);
    if (!comer || began === null) return name;
    const left = sign > 0 ? nameX : nameX - RULER;
    const y = comer.y - (columns ? 48 : 54);
    const point = left + (RULER * (comer.event.at - began)) / SIXTY;
    const box = `x="${left}" y="${y}" width="${RULER}" height="11"`;
    const ticks = [0, 10, 20, 30, 40, 50, 60].map(
      (tick) => `M${round(left + (RULER * tick) / 60)} ${y + 11}v4`,
    );
    const { event } = comer;
    const reuses = event.kind === "packet" && event.reuses;
    const what = event.kind === "call" ? event.name : reuses ? "connect()" : "SYN";
    return [
      name,
      `<g class="sixty"><rect class="twp" ${box}/><rect class="twh" ${box}/><rect class="ruler" ${box}/>`,
      `<path class="ruler" d="${ticks.join("")}"/><path class="ptr" d="M${round(point)} ${y - 1}l-4.5 -7h9z"/>`,
      text("rl", point + 9, y - 5, this.#words.comesHere(what)),
      `${text("rl", left, y + 26, "0")}${text("rl", left + RULER, y + 26, "60 s", "end")}</g>`,
    ].join("");
  }

  break({ y, lasted, rough }: Break): string {
    const { client, server } = this.#size.x;
    const middle = (client + server) / 2;
    const words = rough ? tenths(lasted) : span(lasted);
    const clear = words.length * 4 + 14;
    const cut = (side: Side) => {
      const x = this.#size.x[side];
      const hatched = this.#layout.stretches.some(
        (one) => one.side === side && one.kind === "time-wait" && one.from < y && one.to > y,
      );
      const half = hatched ? HALF + 4 : 8;
      return [
        `<path class="brk0" d="M${x - half} ${y + 4}L${x + half} ${y - 4}"/>`,
        `<path class="brk" d="M${x - half} ${y + 7}L${x + half} ${y - 1}M${x - half} ${y + 1}L${x + half} ${y - 7}"/>`,
      ].join("");
    };
    return [
      `<g class="gp">${text("", middle, y + 4, words, "middle")}`,
      `<path d="M${client + 26} ${y}H${middle - clear}M${middle + clear} ${y}H${server - 26}"/>`,
      `${cut("client")}${cut("server")}</g>`,
    ].join("");
  }

  event({ event, y, arrival }: Placed): string {
    if (event.kind === "call") return this.#call(event, y);
    if (event.kind === "fold") return this.#fold(event, y, arrival);
    if (event.kind === "departure") return this.#departure(event, y);
    if (event.kind === "timeout") return this.#timeout(event, y);
    // Where it left: in a row of its own, or, of a copy, where the first one did.
    const left = this.#layout.placed.find(({ event: one }) =>
      one.kind === "departure"
        ? one.packet === event.number
        : one.kind === "packet" && one.number === event.number,
    );
    return this.#packet(event, y, arrival, left?.y);
  }

  /** A packet leaves that is captured only later; its line begins here. */
  #departure({ from, packet, at, becomes }: TraceDeparture, y: number): string {
    const { x, columns } = this.#size;
    const [way, anchor] = from === "client" ? ([1, "start"] as const) : ([-1, "end"] as const);
    const css = letter(from);
    const state = becomes[from];
    return [
      `<g class="pk ${css}">${sender(from, x[from], y)}`,
      text("nt", x[from] + way * 18, y - 6, this.#words.leaves(packet), anchor),
      columns ? text("tm", 104, y + 4, seconds(at), "end") : "",
      columns && state ? this.#state(from, state, y + 4) : "",
      "</g>",
    ].join("");
  }

  /** A side's state ends by itself. */
  #timeout({ from, at, becomes }: TraceTimeout, y: number): string {
    const { x, columns } = this.#size;
    const ended = this.#layout.stretches.find(({ side, ended }) => side === from && ended === at);
    const said =
      ended?.kind === "time-wait" ? this.#words.over("TIME_WAIT") : (becomes[from] ?? "");
    const way = (from === "client" ? -1 : 1) * (columns ? 1 : -1);
    const place = x[from] + way * 24;
    const anchor = way > 0 ? "start" : "end";
    return [
      `<g class="timeout ${letter(from)}">`,
      text("nt", place, y + 4, said, anchor),
      columns
        ? text("tm", 104, y + 4, seconds(at), "end")
        : text("ts", place, y + 20, `${seconds(at)} s`, anchor),
      "</g>",
    ].join("");
  }

  /** @param left where its line begins, when it left in another row */
  #packet(packet: TracePacket, y: number, arrival: number, left = y): string {
    const { x, columns } = this.#size;
    const { from, verdict, number, at, tsval, again, lost, rejected } = packet;
    const css = letter(from);
    const start = x[from];
    const peer = from === "client" ? "server" : "client";
    const way = x[peer] > start ? 1 : -1;
    const hatched = verdict ?? (packet.restarts || packet.becomes[peer] === "TIME-WAIT");
    const middle = (x.client + x.server) / 2;
    const end = lost ? middle : x[peer] - way * (hatched ? HALF - 1 : 2);
    const height = lost ? (left + arrival) / 2 : arrival;
    const mark = left === y ? sender(from, start, y) : ""; // else it stands where it left
    const head = lost
      ? `<path class="lost" d="M${end - 6} ${height - 6}l12 12m0 -12l-12 12"/>`
      : rejected
        ? `<path class="wall" d="M${end} ${arrival - 9}v18"/>`
        : `<path class="hd" d="M${end} ${arrival}l${-way * 10} -4.6v9.2z"/>`;
    const { absolute = false, options } = this.#telling;
    const stamp = options
      ? ""
      : tsval && absolute
        ? `TSval ${packet.raw.tsval}`
        : tsval
          ? `TSval ${!columns && tsval.base === "ts_recent" ? offset(tsval.offset) : relative(tsval)}`
          : "";
    const fate = [lost ? this.#words.lost : "", again ? this.#words.again[again] : ""];
    const below = (
      columns
        ? [stamp, ...(options ? optionsOf(packet) : []), ...fate]
        : [
            `${this.#words.number} ${number}`,
            `${seconds(at)} s`,
            packet.reopens ? stamp : "",
            ...fate,
          ]
    )
      .filter(Boolean)
      .join("   ");
    const classes = [css, packet.reopens ? "key" : "", again ? "again" : "", lost ? "gone" : ""];
    return [
      `<g class="pk ${classes.filter(Boolean).join(" ")}" data-packet="${number}">`,
      `<line class="ar" x1="${start}" y1="${left}" x2="${lost ? end : end - way * 8}" y2="${height}"/>${head}${mark}`,
      verdict ? badge(x[peer], arrival, verdict === "accepted") : "",
      `<text x="${middle}" y="${y - (columns ? 1 : 2)}" text-anchor="middle"><tspan class="fl">${packet.flags}</tspan> <tspan class="sq">${numbers(packet, absolute)}</tspan></text>`,
      below &&
        `<text class="ts" x="${middle}" y="${y + 22}" text-anchor="middle" xml:space="preserve">${below}</text>`,
      ...(options && !columns ? optionsOf(packet) : []).map((line, index) =>
        text("ts", middle, y + 22 + (index + 1) * OPTION_LINE, line, "middle"),
      ),
      columns ? this.#columns(packet, y, arrival) : "",
      "</g>",
    ].join("");
  }

  /** What the wide ladder says beside the lifelines: number, time, new states. */
  #columns(packet: TracePacket, y: number, arrival: number): string {
    const { x } = this.#size;
    const states = (["client", "server"] as const).map((side) => {
      const state = packet.becomes[side];
      if (state === undefined || state === "TIME-WAIT") return "";
      return this.#state(side, state, (packet.from === side ? y : arrival) + 4);
    });
    const note = (line: number, content: string) =>
      text("nt", x.server + 24, arrival + 4 + 16 * line, content);
    const waited = this.#layout.stretches.find(
      ({ kind, side, ended }) =>
        kind === "time-wait" && side !== packet.from && ended === packet.at,
    );
    return [
      text("pn", this.#numbers, y + 4, String(packet.number), "end"),
      text("tm", 104, y + 4, seconds(packet.at), "end"),
      ...states,
      packet.closesFirst
        ? packet.from === "server"
          ? text("nt", x.server + 24, y + 20, this.#words.closesFirst)
          : text("nt", x.client - 24, y + 20, this.#words.closesFirst, "end")
        : "",
      packet.verdict ? note(1, this.#words.accepted[packet.verdict === "accepted" ? 0 : 1]) : "",
      packet.rejected && !packet.verdict
        ? packet.from === "client"
          ? note(packet.becomes.server ? 1 : 0, this.#words.rejected)
          : text("nt", x.client - 24, arrival + 4, this.#words.rejected, "end")
        : "",
      waited?.began != null
        ? note(packet.verdict ? 2 : 1, this.#words.early(span(SIXTY - (packet.at - waited.began))))
        : "",
    ].join("");
  }

  #state(side: Side, state: State, height: number): string {
    const { x } = this.#size;
    return side === "client"
      ? text("st", x.client - 24, height, state, "end")
      : text("st", x.server + 24, height, state);
  }

  /** A stream: three lines for its many segments. */
  #fold(
    { from, first, last, at, packets, bytes, lost }: TraceFold,
    y: number,
    arrival: number,
  ): string {
    const { x, columns } = this.#size;
    const end = x[from === "client" ? "server" : "client"];
    const middle = (x.client + x.server) / 2;
    const range = `${first}–${last}`;
    const below = columns ? range : `${this.#words.number} ${range}   ${seconds(at)} s`;
    return [
      `<g class="pk ${letter(from)} fold" data-packets="${first}-${last}">`,
      ...[-4, 0, 4].map(
        (shift) =>
          `<line class="ar" x1="${x[from]}" y1="${y + shift}" x2="${end}" y2="${arrival + shift}"/>`,
      ),
      text(
        "sq",
        middle,
        y - (columns ? 4 : 5),
        this.#words.folded(count(packets), bytesOf(bytes), lost),
        "middle",
      ),
      `<text class="ts" x="${middle}" y="${y + 25}" text-anchor="middle" xml:space="preserve">${below}</text>`,
      columns
        ? text("pn", this.#numbers, y + 4, "⋮", "end") + text("tm", 104, y + 4, seconds(at), "end")
        : "",
      "</g>",
    ].join("");
  }

  #call({ from, name, errno, at }: TraceCall, y: number): string {
    const { x, columns } = this.#size;
    const start = x[from];
    const way = from === "client" ? 1 : -1;
    const anchor = way > 0 ? "start" : "end";
    const far = x[from === "client" ? "server" : "client"] - way * 10;
    const wall = start + way * (HALF + 3);
    return [
      `<g class="pk ${letter(from)} key">`,
      `<line class="ar" x1="${start}" y1="${y}" x2="${wall}" y2="${y}"/>`,
      `<path class="wall" d="M${wall} ${y - 11}v22"/>${badge(start, y, false)}`,
      text("fl", start + way * 32, y - 3, escapeHtml(name), anchor),
      text("sq", start + way * 32, y + 13, escapeHtml(errno), anchor),
      `<line class="never" x1="${start + way * 150}" y1="${y}" x2="${far}" y2="${y}"/>`,
      text("ts", (start + way * 150 + far) / 2, y - 6, this.#words.noPacket, "middle"),
      columns ? text("tm", 104, y + 4, tenths(at).replace(" s", ""), "end") : "",
      "</g>",
    ].join("");
  }
}

/** Where a packet leaves: the client's circle, the server's square. */
const sender = (side: Side, x: number, y: number): string =>
  side === "client"
    ? `<circle class="mk" cx="${x}" cy="${y}" r="4.2"/>`
    : `<rect class="mk" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;

/** A filled box with a tick, or an open one with a cross. */
function badge(x: number, y: number, yes: boolean): string {
  const sign = yes ? "M-4.5 .5l3 3.5 6-7.5" : "M-4 -4l8 8m0-8l-8 8";
  return `<g class="badge ${yes ? "yes" : "no"}" transform="translate(${x} ${y})"><rect class="bd" x="-9.5" y="-9.5" width="19" height="19"/><path d="${sign}"/></g>`;
}
