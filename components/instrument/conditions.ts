import type { Branch } from "../../src/model/index.ts";

/** One condition of a kernel function: true, false, or never looked at. */
export interface Lit {
  readonly function: string;
  readonly condition: string;
  readonly value: boolean | null;
}

const rows = (name: string, conditions: readonly string[]) =>
  conditions.map((condition) => ({ function: name, condition }));

const LIMIT = rows("tcp_timewait_check_oow_rate_limit", ["tcp_oow_rate_limited()"]);

/** The conditions that a segment can meet, in the kernel's order, by what it meets. */
const OUTLINES: Readonly<Record<string, readonly Omit<Lit, "value">[]>> = {
  TIME_WAIT: [
    ...rows("tcp_timewait_state_process", [
      "tw_substate == TCP_FIN_WAIT2",
      "!paws_reject",
      "seq == tw_rcv_nxt",
      "seq == end_seq",
      "th->rst",
      "!sysctl_tcp_rfc1337",
      "th->syn",
      "!th->rst",
      "!th->ack",
      "!paws_reject",
      "after(seq, tw_rcv_nxt)",
      "saw_tstamp",
      "(s32)(tw_ts_recent - rcv_tsval) < 0",
      "!th->rst",
      "paws_reject",
      "th->ack",
    ]),
    ...LIMIT,
    ...rows("tcp_v4_rcv", ["inet_lookup_listener()"]),
  ],
  FIN_WAIT2: [
    ...rows("tcp_timewait_state_process", [
      "tw_substate == TCP_FIN_WAIT2",
      "paws_reject",
      "!tcp_in_window()",
      "th->rst",
      "th->syn",
      "!before(seq, tw_rcv_nxt)",
      "!th->ack",
      "!after(end_seq, tw_rcv_nxt)",
      "end_seq == seq",
      "!th->fin",
      "end_seq != tw_rcv_nxt + 1",
    ]),
    ...LIMIT,
  ],
  connect: rows("tcp_twsk_unique", [
    "tw_substate == TCP_FIN_WAIT2",
    "reuse == 2",
    "!loopback",
    "ts_recent_stamp",
    "!twp",
    "reuse",
    "time_after()",
  ]),
};

/**
 * The conditions that were evaluated, in order, and between them those that were not. Where no
 * outline is known, or conditions are none of it, they stand as they came.
 */
export function light(branches: readonly Branch[], met: string): Lit[] {
  const outline = OUTLINES[met] ?? [];
  const lit: Lit[] = [];
  let at = 0;
  for (const branch of branches) {
    const { condition, value, function: name } = branch;
    const place = outline.findIndex(
      (one, index) => index >= at && one.condition === condition && one.function === name,
    );
    if (place >= 0) {
      lit.push(...outline.slice(at, place).map((one) => ({ ...one, value: null })));
      at = place + 1;
    }
    lit.push({ function: name, condition, value });
  }
  const begun = at > 0;
  return begun ? [...lit, ...outline.slice(at).map((one) => ({ ...one, value: null }))] : lit;
}
