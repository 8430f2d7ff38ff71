import type { Kernel } from "../model/index.ts";
import type { Result } from "./case.ts";

/** A condition of the model that no case brings about both ways, and on which kernels. */
interface OutOfReach {
  readonly condition: string;
  readonly reason: string;
  /** All kernels when absent. */
  readonly on?: (kernel: Kernel) => boolean;
}

const NO_ANSWER = "no case answers the SYN of a connect()";

const OUT_OF_REACH: readonly OutOfReach[] = [
  { condition: "sk2->sk_state != TCP_LISTEN", reason: "no case binds a port that is listened on" },
  { condition: "!loopback", reason: "the peer is behind a TUN device, never on loopback" },
  { condition: "ack_seq != snd_nxt", reason: NO_ANSWER },
  { condition: "!between(rcv_tsecr, retrans_stamp, now)", reason: NO_ANSWER },
  { condition: "tcp_paws_reject()", reason: NO_ANSWER },
  {
    condition: "ack_seq != snt_isn + 1",
    reason: "no case can foresee a fresh ISN",
    on: ({ reopenIsn }) => reopenIsn === "fresh",
  },
  {
    condition: "tsecr_reject",
    reason: "this kernel does not look",
    on: ({ checksEcho }) => !checksEcho,
  },
  {
    condition: "after(end_seq - th->fin, rcv_nxt + window)",
    reason: "this kernel does not look",
    on: ({ endsInWindow }) => !endsInWindow,
  },
];

/** How often every verdict was given, and every branch taken. */
export class Tally {
  /** By reaction: SYN-ACK, ACK, RST … */
  readonly verdicts = new Map<string, number>();
  /** By `function: condition = value`. */
  readonly branches = new Map<string, number>();

  add(result: Result, branches: readonly string[]): void {
    for (const { reaction = "silence" } of result.steps) count(this.verdicts, reaction);
    for (const branch of branches) count(this.branches, branch);
  }

  /** What was reached less often than that, as `name: times`; also branches that never were. */
  below(least: number, conditions: readonly string[], kernel: Kernel): string[] {
    const all = new Map([...this.verdicts, ...this.branches]);
    const seen = [...this.branches.keys()];
    const never = conditions
      .filter(
        (name) =>
          !OUT_OF_REACH.some(({ condition, on }) => condition === name && (on?.(kernel) ?? true)),
      )
      .flatMap((condition) => [`${condition} = true`, `${condition} = false`])
      .filter((branch) => !seen.some((name) => name.endsWith(`: ${branch}`)));
    return [...never.map((name): [string, number] => [name, 0]), ...all]
      .filter(([, times]) => times < least)
      .map(([name, times]) => `${name}: ${times}`);
  }

  /** One line each, the rarest first. */
  table(): string {
    const lines = (counts: ReadonlyMap<string, number>) =>
      [...counts]
        .toSorted(([, a], [, b]) => a - b)
        .map(([name, times]) => `${String(times).padStart(8)}  ${name}`);
    return ["verdicts", ...lines(this.verdicts), "branches", ...lines(this.branches)].join("\n");
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
