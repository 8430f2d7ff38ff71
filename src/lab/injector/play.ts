import { setTimeout as pause } from "node:timers/promises";
import type { Segment } from "../../sessions/packet.ts";
import { add } from "../../model/index.ts";
import type { Case, Result, Send } from "../../oracle/case.ts";
import { timesOf } from "../../oracle/times.ts";
import { unclear, type Span } from "./clear.ts";
import { describeReply, reactionTo } from "./answer.ts";
import { HANDSHAKE_OPTIONS, WINDOW, type Peer } from "./peer.ts";
import type { Look, Sockets } from "./sockets.ts";
import type { Tun } from "./tun.ts";

/** How long an answer may take that does not come at once. */
const SETTLE = 15;
/** A timer that has more to run than time has left it, by this much, was started again (ms). */
const RESTARTED = 55;
/** Where the table shows a timer that counts down to the end of TIME_WAIT. */
const WAITING = ["TIME_WAIT", "FIN_WAIT2"];

/** The numbers that a case's steps are relative to: the kernel's when the state was reached. */
export interface Base {
  readonly rcvNxt: number;
  readonly sndNxt: number;
  readonly isn: number;
  readonly recent: number;
  readonly last: number;
}

/** A case whose state was reached. */
export interface Ready {
  readonly one: Case;
  readonly tun: Tun;
  readonly sockets: Sockets;
  readonly peer: Peer;
  readonly reached: Span;
}

type Step = Result["steps"][number];

/** Takes a case's steps and tells what came of each. */
export async function play({ one, tun, sockets, peer, reached }: Ready): Promise<Result> {
  const base: Base = {
    rcvNxt: peer.next,
    sndNxt: peer.kernelNext,
    isn: one.isn,
    recent: one.tsval,
    last: peer.kernelStamp ?? 0,
  };
  const rcv_wnd = peer.kernelWindow;
  const look = () => sockets.of(peer.kernel, peer.address);
  const steps: Step[] = [];
  const times = timesOf(one);
  const taken: Span[] = [];
  for (const [index, step] of one.steps.entries()) {
    const due = times[index] ?? 0;
    await sleepUntil(reached.to + due);
    const before = await look();
    const heard = peer.heard.length;
    const at = performance.now();
    const probe = step.send && craft(step.send, base, peer);
    if (probe) tun.send(probe);
    const connected = step.connect && (await connect(step.connect, tun, peer));
    await tun.settled();
    taken.push({ from: at, to: performance.now() });
    await pause(SETTLE);
    const after = await look();
    const all = peer.heard.slice(heard);
    const replies = all.filter(
      ({ segment }, index) => !sentAgain(segment, peer.heard, heard, heard + index, probe),
    );
    steps.push({
      reaction: reactionTo(replies.map(({ segment }) => segment)),
      ...(replies.length > 0 && {
        replies: replies.map((reply) => ({
          ...describeReply(reply.segment, base, probe),
          us: Math.round((reply.at - at) * 1000),
        })),
      }),
      ...connected,
      ...(all.some(({ segment }) => isFin(segment)) && { fin_rtx: true }),
      ...told(before, after),
      ms_since_tw: Math.round(at - reached.to),
    });
  }
  const result = { id: one.id, state: one.state, rcv_wnd, steps };
  const err = unclear(one, reached, taken);
  return err === null ? result : { ...result, err };
}

const isFin = ({ flags }: Segment): boolean => flags.includes("F");

/**
 * Whether the kernel has sent a segment before and now only its timer ran out: a FIN, a SYN, or a
 * SYN-ACK when it was not that SYN which came again, or after it was answered.
 */
function sentAgain(
  segment: Segment,
  heard: Peer["heard"],
  step: number,
  place: number,
  probe?: Segment,
): boolean {
  if (!isFin(segment) && !["S", "SA"].includes(segment.flags)) return false;
  const asked =
    segment.flags === "SA" && probe?.flags.includes("S") && segment.ack === add(probe.seq, 1);
  return heard
    .slice(asked ? step : 0, place)
    .some(({ segment: { flags, seq } }) => flags === segment.flags && seq === segment.seq);
}

function told(before: Look, after: Look): Step {
  return {
    state_before: before.state,
    timer_ms_before: before.timer,
    state_after: after.state,
    timer_ms_after: after.timer,
    ...(WAITING.includes(before.state) &&
      WAITING.includes(after.state) && {
        timer_restarted: after.timer > before.timer - (after.at - before.at) + RESTARTED,
      }),
  };
}

/** The segment a step sends; an ACK acknowledges everything where the case does not say otherwise. */
function craft(send: Send, base: Base, peer: Peer): Segment {
  const number = { rcv_nxt: base.rcvNxt, snd_nxt: base.sndNxt, isn: base.isn, abs: 0 };
  const stamp = { recent: base.recent, last: base.last, abs: 0 };
  const ack = send.ack ?? (send.flags.includes("A") ? { rel: "snd_nxt" as const, off: 0 } : null);
  const tsecr = send.tsecr ?? { rel: "last", off: 0 };
  return {
    from: peer.address,
    to: peer.kernel,
    flags: send.flags,
    seq: add(number[send.seq.rel], send.seq.off),
    ack: ack === null ? 0 : add(number[ack.rel], ack.off),
    length: send.len,
    window: send.win ?? WINDOW,
    options: send.flags.includes("S") ? HANDSHAKE_OPTIONS : {},
    ...(send.tsval && {
      tsval: add(stamp[send.tsval.rel], send.tsval.off),
      tsecr: add(stamp[tsecr.rel], tsecr.off),
    }),
  };
}

async function connect(
  { bind, reuseaddr }: NonNullable<Case["steps"][number]["connect"]>,
  tun: Tun,
  peer: Peer,
): Promise<Pick<Step, "bind" | "connect" | "lport_same">> {
  const port = Number(peer.kernel.split(":")[1]);
  const source = bind === "same" ? { bind: port } : { choose: port };
  const said = await tun.connect(peer.address, source, reuseaddr);
  if (said.connect === undefined) return { bind: said.bind };
  return { bind: said.bind, connect: said.connect, lport_same: said.localPort === port };
}

/** Sleeps on a grid of 10 ms, so that cases which run together look at the kernel together. */
async function sleepUntil(time: number): Promise<void> {
  const grid = Math.ceil(time / 10) * 10;
  const left = grid - performance.now();
  if (left > 0) await pause(left);
}
