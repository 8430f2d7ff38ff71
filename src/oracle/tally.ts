import type { Result } from "./case.ts";

/** Conditions of the model that no case can bring about both ways, or at all, and why. */
const OUT_OF_REACH = new Map([
  ["sk2->sk_state != TCP_LISTEN", "no case binds a port that is listened on"],
  ["!loopback", "the peer is behind a TUN device, never on loopback"],
  ["ack_seq != snd_nxt", "no case answers the SYN of a connect()"],
  ["!between(rcv_tsecr, retrans_stamp, now)", "no case answers the SYN of a connect()"],
  ["tcp_paws_reject()", "no case answers the SYN of a connect()"],
]);

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
  below(least: number, conditions: readonly string[]): string[] {
    const all = new Map([...this.verdicts, ...this.branches]);
    const seen = [...this.branches.keys()];
    const never = conditions
      .filter((condition) => !OUT_OF_REACH.has(condition))
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
