import {
  add,
  diff,
  receiveInTimeWait,
  type Branch,
  type Kernel,
  type Segment,
  type Seq,
} from "../model/index.ts";
import type { Case, Reply, Result, Send } from "./case.ts";
import { begin, call, LAST_TICK, receive, relative, type Model, type Played } from "./holder.ts";
import { timesOf } from "./times.ts";

/** What the model says to a case, and the named branches it took on the way. */
export interface Answered {
  readonly result: Result;
  /** `function: condition = value`, each once, in the order of their first evaluation. */
  readonly branches: readonly string[];
  /** What the last step evaluated, in order, each time. */
  readonly last: readonly Branch[];
}

/** The kernel's last number; close to the wrap, so that every case crosses it. */
const SND_NXT: Seq = 0xffff_fff8;

/** The numbers that a case's steps are told from: those at the moment its state was reached. */
interface Base {
  readonly rcvNxt: Seq;
  readonly sndNxt: Seq;
  readonly isn: Seq;
  /** The peer's TSval. */
  readonly recent: number;
  /** The kernel's, or 0 where it has sent none. */
  readonly last: number;
}

/**
 * Plays a case through the model of that kernel (content/measurements/oracle/FORMAT.md).
 * @param model the decisions to play it through, where they are not the model's own: a mutant's
 */
export function answer(one: Case, kernel: Kernel, model: Model = { receiveInTimeWait }): Answered {
  const base = baseOf(one);
  let holder = begin(one, base.rcvNxt, base.sndNxt);
  const times = timesOf(one);
  const branches = new Set<string>();
  let last: readonly Branch[] = [];
  const steps = one.steps.map((step, index) => {
    const setting = { one, kernel, now: times[index] ?? 0 };
    const state_before = holder.state;
    const called = step.connect ? call(holder, step.connect, setting) : null;
    const played: Played =
      called ??
      (step.send
        ? receive(holder, segmentOf(step.send, base), setting, model)
        : { holder, answer: { kind: "silence" }, branches: [] });
    last = played.branches;
    for (const { condition, value, function: name } of played.branches)
      branches.add(`${name}: ${condition} = ${value}`);
    holder = played.holder;
    return {
      reaction: reactionOf(played.answer),
      replies: repliesOf(played.answer, base),
      ...(called && {
        bind: called.bind,
        connect: called.connect,
        lport_same: called.portSame,
      }),
      state_before,
      state_after: holder.state,
      timer_restarted: played.restarted,
    };
  });
  return { result: { id: one.id, state: one.state, steps }, branches: [...branches], last };
}

function baseOf({ state, isn, data, ts, tsval: recent }: Case): Base {
  if (state === "LISTEN") return { rcvNxt: isn, sndNxt: 0, isn, recent, last: 0 };
  const finReceived = ["TIME_WAIT", "CLOSING_TW", "CLOSE_WAIT", "LAST_ACK"].includes(state);
  const rcvNxt = add(isn, 1 + data + (finReceived ? 1 : 0));
  return { rcvNxt, sndNxt: SND_NXT, isn, recent, last: ts ? LAST_TICK : 0 };
}

/** A segment as the peer sends it, its numbers made absolute. */
function segmentOf(send: Send, { rcvNxt, sndNxt, isn, recent, last }: Base): Segment {
  const { flags, tsval, tsecr = { rel: "last", off: 0 } } = send;
  const numbers = { rcv_nxt: rcvNxt, snd_nxt: sndNxt, isn, abs: 0 };
  const stamps = { recent, last, abs: 0 };
  const { ack = { rel: "snd_nxt", off: 0 } } = send;
  return {
    flags,
    seq: add(numbers[send.seq.rel], send.seq.off),
    ack: flags.includes("A") || send.ack ? add(numbers[ack.rel], ack.off) : 0,
    length: send.len,
    ...(tsval && {
      tsval: add(stamps[tsval.rel], tsval.off),
      tsecr: add(stamps[tsecr.rel], tsecr.off),
    }),
  };
}

const reactionOf = ({ kind }: Played["answer"]): string => kind;

/** The answer as the injector writes it down; a number that nobody can foresee is left out. */
function repliesOf(answer: Played["answer"], { rcvNxt, sndNxt, recent }: Base): Reply[] {
  const ack = (value: Seq) => ({ ack_rel_rcv_nxt: diff(value, rcvNxt) });
  const stamps = (tsecr: number | null) => ({
    ts: tsecr !== null,
    tsecr_rel_recent: tsecr === null ? null : diff(tsecr, recent),
  });
  switch (answer.kind) {
    case "silence":
      return [];
    case "SYN":
      return [{ flags: "S", ...relative(answer.isn, sndNxt), ...stamps(answer.tsecr) }];
    case "SYN-ACK": {
      const { isn, tsecr } = answer;
      return [{ flags: "SA", ...relative(isn, sndNxt), ...ack(answer.ack), ...stamps(tsecr) }];
    }
    case "ACK": {
      const { seq, tsecr } = answer;
      return [{ flags: "A", ...relative(seq, sndNxt), ...ack(answer.ack), ...stamps(tsecr) }];
    }
    case "RST":
      return answer.ack === null
        ? [{ flags: "R", ...relative(answer.seq, sndNxt), ts: false }]
        : [{ flags: "RA", ...ack(answer.ack), ts: false }];
  }
}
