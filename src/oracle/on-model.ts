import {
  add,
  diff,
  receiveInListen,
  receiveInSynRecv,
  receiveInTimeWait,
  type Answer,
  type Branch,
  type Kernel,
  type Request,
  type Segment,
  type Seq,
  type TimeWait,
} from "../model/index.ts";
import type { Case, Reply, Result, Send } from "./case.ts";

/** What the model says to a case, and the named branches it took on the way. */
export interface Answered {
  readonly result: Result;
  /** `function: condition = value`, each once, in the order of their first evaluation. */
  readonly branches: readonly string[];
}

/** The decisions that a case can be played through; a mutant of the model has the same. */
export interface Model {
  readonly receiveInTimeWait: typeof receiveInTimeWait;
}

/** What the four-tuple belongs to at the moment. */
type Holder =
  | { readonly state: "none" }
  | { readonly state: "TIME_WAIT" | "FIN_WAIT2"; readonly tw: TimeWait }
  | { readonly state: "SYN_RECV"; readonly request: Request };

/** What one step has done. */
interface Played {
  readonly answer: Answer;
  readonly holder: Holder;
  readonly restarted?: boolean;
  readonly branches: readonly Branch[];
}

/** When the injector plays a step that names no time: ms after the state, and after the last step. */
const FIRST = 150;
const NEXT = 110;

/** The kernel's last number; close to the wrap, so that every case crosses it. */
const SND_NXT: Seq = 0xffff_fff8;

/** Plays a case through the model of that kernel (content/measurements/oracle/FORMAT.md). */
export function answer(one: Case, kernel: Kernel, model: Model = { receiveInTimeWait }): Answered {
  const rcvNxt = add(one.isn, 1 + one.data + (finReceived(one) ? 1 : 0));
  const base = { rcv_nxt: rcvNxt, snd_nxt: SND_NXT, isn: one.isn, abs: 0 };
  let holder = begin(one, rcvNxt);
  let now = 0;
  const branches = new Set<string>();
  const steps = one.steps.map((step, index) => {
    now = Math.max(now, step.wait_ms ?? (index === 0 ? FIRST : now + NEXT));
    const before = holder.state;
    const played = step.send
      ? receive(holder, segmentOf(step.send, base, one.tsval), one, kernel, now, model)
      : nothing(holder);
    for (const { condition, value, function: name } of played.branches)
      branches.add(`${name}: ${condition} = ${value}`);
    holder = played.holder;
    return {
      reaction: reactionOf(played.answer),
      replies: repliesOf(played.answer, rcvNxt, one.tsval),
      state_before: before,
      state_after: holder.state,
      timer_restarted: played.restarted,
    };
  });
  return { result: { id: one.id, state: one.state, steps }, branches: [...branches] };
}

/** Whether the peer's FIN has arrived when the first step is played. */
const finReceived = ({ state }: Case): boolean =>
  ["TIME_WAIT", "CLOSING_TW", "CLOSE_WAIT", "LAST_ACK"].includes(state);

function begin({ state, ts, tsval, rcv_wnd: rcvWnd = 65_535 }: Case, rcvNxt: Seq): Holder {
  const common = { rcvNxt, sndNxt: SND_NXT, rcvWnd, tsRecent: ts ? tsval : null };
  switch (state) {
    case "TIME_WAIT":
    case "CLOSING_TW":
      return { state: "TIME_WAIT", tw: common };
    case "FIN_WAIT2":
      return { state: "FIN_WAIT2", tw: { ...common, substate: "FIN_WAIT2" } };
    default:
      return { state: "none" };
  }
}

const nothing = (holder: Holder): Played => ({ answer: { kind: "silence" }, holder, branches: [] });

/** A segment as the peer sends it, its numbers made absolute. */
function segmentOf(send: Send, base: Record<string, Seq>, recent: number): Segment {
  const absolute = ({ rel, off }: { rel: string; off: number }) => add(base[rel] ?? 0, off);
  return {
    flags: send.flags,
    seq: absolute(send.seq),
    ack: send.flags.includes("A") ? (send.ack ? absolute(send.ack) : SND_NXT) : 0,
    length: send.len,
    ...(send.tsval && { tsval: add(send.tsval.rel === "recent" ? recent : 0, send.tsval.off) }),
  };
}

function receive(
  holder: Holder,
  segment: Segment,
  one: Case,
  kernel: Kernel,
  now: number,
  model: Model,
): Played {
  const surroundings = {
    now,
    listener: listens(one),
    rfc1337: one.sysctl["tcp_rfc1337"] === "1",
    invalidRatelimit: Number(one.sysctl["tcp_invalid_ratelimit"] ?? 0),
  };
  switch (holder.state) {
    case "TIME_WAIT":
    case "FIN_WAIT2": {
      const { answer, left, restarted, reopened, branches } = model.receiveInTimeWait(
        holder.tw,
        segment,
        kernel,
        surroundings,
      );
      return {
        answer,
        branches,
        ...(left
          ? { holder: { state: left.substate ?? "TIME_WAIT", tw: left }, restarted }
          : { holder: reopened ? { state: "SYN_RECV", request: reopened } : { state: "none" } }),
      };
    }
    case "SYN_RECV": {
      const { answer, left, branches } = receiveInSynRecv(
        holder.request,
        segment,
        kernel,
        surroundings,
      );
      return {
        answer,
        branches,
        holder: left ? { state: "SYN_RECV", request: left } : { state: "none" },
      };
    }
    case "none": {
      const { answer, request, branches } = receiveInListen(segment);
      return { answer, branches, holder: request ? { state: "SYN_RECV", request } : holder };
    }
  }
}

/** Whether somebody listens where the segment arrives: nobody does on a client's own port. */
const listens = ({ role, listen }: Case): boolean => role === "server" && listen === "open";

const reactionOf = (answer: Answer): string =>
  answer.kind === "RST" && answer.ack !== null ? "RST-ACK" : answer.kind;

/** The answer as the injector writes it down; a number that nobody can foresee is left out. */
function repliesOf(answer: Answer, rcvNxt: Seq, recent: number): Reply[] {
  const seq = (value: Seq | "fresh") =>
    value === "fresh" ? {} : { seq_rel_snd_nxt: diff(value, SND_NXT) };
  const stamps = (tsecr: number | null) => ({
    ts: tsecr !== null,
    tsecr_rel_recent: tsecr === null ? null : diff(tsecr, recent),
  });
  switch (answer.kind) {
    case "silence":
      return [];
    case "SYN-ACK":
    case "ACK":
      return [
        {
          flags: answer.kind === "ACK" ? "A" : "SA",
          ...seq(answer.kind === "ACK" ? answer.seq : answer.isn),
          ack_rel_rcv_nxt: diff(answer.ack, rcvNxt),
          ...stamps(answer.tsecr),
        },
      ];
    case "RST":
      return [
        answer.ack === null
          ? { flags: "R", ...seq(answer.seq), ...stamps(null) }
          : { flags: "RA", ack_rel_rcv_nxt: diff(answer.ack, rcvNxt), ...stamps(null) },
      ];
  }
}
