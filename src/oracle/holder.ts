import {
  add,
  connect,
  diff,
  establish,
  receiveInConnection,
  receiveInListen,
  receiveInSynRecv,
  receiveInSynSent,
  reset,
  type Answer,
  type Bound,
  type Branch,
  type Connection,
  type Kernel,
  type receiveInTimeWait,
  type Request,
  type Segment,
  type Seq,
  type SynSent,
  type TimeWait,
} from "../model/index.ts";
import type { Case, Connect } from "./case.ts";

/** The decisions that a case is played through; a mutant of the model has the same. */
export interface Model {
  readonly receiveInTimeWait: typeof receiveInTimeWait;
}

/** What a four-tuple belongs to: the socket, or what is kept in its place. */
export type Holder =
  | { readonly state: "none" }
  | { readonly state: "TIME_WAIT" | "FIN_WAIT2"; readonly tw: TimeWait }
  | { readonly state: "SYN_RECV"; readonly request: Request }
  | { readonly state: "SYN_SENT"; readonly sent: SynSent }
  | { readonly state: Connection["state"]; readonly connection: Connection };

/** A SYN that connect() has sent. */
interface SynOut {
  readonly kind: "SYN";
  readonly isn: Seq | "fresh";
  readonly tsecr: number;
}

/** What one step has done. */
export interface Played {
  readonly holder: Holder;
  readonly answer: Answer | SynOut;
  readonly restarted?: boolean;
  readonly branches: readonly Branch[];
}

/** A kernel as a case has set it up. */
export interface Setting {
  readonly one: Case;
  readonly kernel: Kernel;
  /** ms since the state was reached, at the beginning of one of the kernel's seconds. */
  readonly now: number;
}

/** The window of a SYN, in bytes. */
const SYN_WINDOW = 65_160;

/** The kernel's timestamp clock when the state was reached. */
export const LAST_TICK = 2_000_000_000;

const nobody: Holder = { state: "none" };

const waiting = (tw: TimeWait): Holder => ({ state: tw.substate ?? "TIME_WAIT", tw });

/** The state that a case begins with, given the numbers that the kernel has reached. */
export function begin(one: Case, rcvNxt: Seq, sndNxt: Seq): Holder {
  const { state, ts, tsval, data, srv_data: sent, rcv_wnd: rcvWnd = 65_535, role } = one;
  const tsRecent = ts ? tsval : null;
  const tw = { rcvNxt, sndNxt, rcvWnd, tsRecent };
  const exact = data === 0 || sent > 0;
  const live = { ...tw, tsRecentStamp: 0, sndUna: sndNxt, bytesAcked: sent };
  switch (state) {
    case "LISTEN":
      return nobody;
    case "TIME_WAIT":
    case "CLOSING_TW":
      return waiting(tw);
    case "FIN_WAIT2":
      return waiting({ ...tw, substate: "FIN_WAIT2" });
    case "ESTABLISHED":
    case "FIN_WAIT1":
    case "CLOSE_WAIT":
    case "LAST_ACK": {
      const finSent = state === "FIN_WAIT1" || state === "LAST_ACK";
      const finReceived = state === "CLOSE_WAIT" || state === "LAST_ACK";
      const told = exact && !finReceived && !(role === "client" && sent === 0);
      const connection: Connection = {
        ...live,
        state,
        orphan: finSent,
        sndUna: add(sndNxt, finSent ? -1 : 0),
        sndWl1: add(rcvNxt, told ? 0 : -1),
        bytesAcked: sent + (role === "client" ? 1 : 0),
      };
      return { state, connection };
    }
  }
}

/** A segment arrives for the four-tuple. */
export function receive(
  holder: Holder,
  segment: Segment,
  { one, kernel, now }: Setting,
  model: Model,
): Played {
  const surroundings = {
    now,
    tick: LAST_TICK + now,
    listener: listens(one),
    rfc1337: one.sysctl["tcp_rfc1337"] === "1",
    invalidRatelimit: Number(one.sysctl["tcp_invalid_ratelimit"] ?? 0),
  };
  switch (holder.state) {
    case "none": {
      if (!listens(one)) return { answer: reset(segment), holder, branches: [] };
      const { request, ...heard } = receiveInListen(segment, surroundings);
      return { ...heard, holder: request ? { state: "SYN_RECV", request } : holder };
    }
    case "SYN_RECV": {
      const { request } = holder;
      const checked = receiveInSynRecv(request, segment, kernel, surroundings);
      if (checked.established && request.sntIsn !== "fresh") {
        const connection = establish(request, request.sntIsn, segment, now);
        const state = connection.state;
        const played = receive({ state, connection }, segment, { one, kernel, now }, model);
        return { ...played, branches: [...checked.branches, ...played.branches] };
      }
      const { left, answer, branches } = checked;
      return { answer, branches, holder: left ? { state: "SYN_RECV", request: left } : nobody };
    }
    case "SYN_SENT": {
      const heard = receiveInSynSent(holder.sent, segment, kernel, surroundings);
      const { answer, branches, left, established, crossed } = heard;
      if (left) return { answer, branches, holder: { state: "SYN_SENT", sent: left } };
      if (crossed) return { answer, branches, holder: { state: "SYN_RECV", request: crossed } };
      const state = "ESTABLISHED";
      return {
        answer,
        branches,
        holder: established ? { state, connection: established } : nobody,
      };
    }
    default: {
      if ("tw" in holder) {
        const outcome = model.receiveInTimeWait(holder.tw, segment, kernel, surroundings);
        const { answer, branches, left, restarted, reopened } = outcome;
        if (left) return { answer, branches, restarted, holder: waiting(left) };
        return {
          answer,
          branches,
          holder: reopened ? { state: "SYN_RECV", request: reopened } : nobody,
        };
      }
      const received = receiveInConnection(holder.connection, segment, kernel, surroundings);
      const { answer, branches, left, timeWait } = received;
      if (timeWait) return { answer, branches, holder: waiting(timeWait) };
      return {
        answer,
        branches,
        holder: left ? { state: left.state, connection: left } : nobody,
      };
    }
  }
}

/** Whether somebody listens where the segment arrives: nobody does on a client's own port. */
const listens = ({ role, listen }: Case): boolean => role === "server" && listen === "open";

/** What connect() returns, and what it has sent. */
export interface Called extends Played {
  readonly bind: string;
  readonly connect: string | null;
  readonly portSame: boolean | null;
}

/** A program on the kernel's side connects to the peer from the four-tuple's port. */
export function call(holder: Holder, step: Connect, { one, kernel, now }: Setting): Called {
  const { bind, reuseaddr: reuseAddress } = step;
  const twReuse = one.sysctl["tcp_tw_reuse"];
  const delay = one.sysctl["tcp_tw_reuse_delay"];
  const sockets = socketsOf(holder, one);
  const called = connect(
    {
      timeWait: "tw" in holder ? holder.tw : null,
      sockets,
      portBound: sockets.length > 0 && (one.role === "server" || one.first !== "auto"),
      connected: holder.state !== "none" && holder.state !== "SYN_SENT",
    },
    {
      bind: bind === "same",
      reuseAddress,
      now,
      ...(twReuse !== undefined && { twReuse: Number(twReuse) as 0 | 1 | 2 }),
      ...(delay !== undefined && { delay: Number(delay) }),
    },
    kernel,
  );
  const { branches, taken } = called;
  const errno = called.connect === "ok" ? "EINPROGRESS" : called.connect;
  const said = {
    bind: called.bind === "ok" ? "0" : called.bind,
    connect: errno,
    portSame: errno === null ? null : bind === "same" || errno === "EINPROGRESS",
    branches,
  };
  if (called.connect !== "ok") return { ...said, holder, answer: { kind: "silence" } };
  const sent: SynSent = {
    isn: taken?.isn ?? "fresh",
    tsRecent: taken?.tsRecent ?? null,
    tsRecentStamp: taken?.tsRecentStamp ?? 0,
    stamp: LAST_TICK + now,
    rcvWnd: SYN_WINDOW,
  };
  return {
    ...said,
    holder: { state: "SYN_SENT", sent },
    answer: { kind: "SYN", isn: sent.isn, tsecr: sent.tsRecent ?? 0 },
  };
}

/** The sockets that have the port. The injector closes one in SYN_SENT before it connects. */
function socketsOf({ state }: Holder, { role, listen, reuseaddr }: Case): Bound[] {
  const listener = { state: "LISTEN", reuseAddress: true };
  const own = { state, reuseAddress: role === "server" || reuseaddr };
  return [
    ...(role === "server" && listen === "open" ? [listener] : []),
    ...(state === "none" || state === "SYN_SENT" ? [] : [own]),
  ];
}

/** How far a number lies past one of the case's, or nothing where nobody can foresee it. */
export const relative = (value: Seq | "fresh", base: Seq): { seq_rel_snd_nxt?: number } =>
  value === "fresh" ? {} : { seq_rel_snd_nxt: diff(value, base) };
