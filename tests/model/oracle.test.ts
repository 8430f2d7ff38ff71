import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { add, diff, kernelNamed, receiveInTimeWait, type Seq, type TimeWait } from "time-wait";

/** The parts of an oracle case that concern TIME_WAIT (content/measurements/oracle/FORMAT.md). */
interface Case {
  id: string;
  state?: string;
  role?: string;
  ts?: boolean;
  listen?: string;
  sysctl?: Record<string, string>;
  steps: {
    send?: {
      flags: string;
      seq: { rel: string; off: number };
      ack?: { rel: string; off: number };
      len?: number;
      tsval?: { off: number };
    };
  }[];
}

interface Result {
  id: string;
  steps: {
    reaction: string;
    replies?: { flags: string; seq_rel_snd_nxt: number; ack_rel_rcv_nxt: number }[];
    state_after: string;
    timer_restarted?: boolean;
  }[];
}

const folder = new URL("../../content/measurements/oracle/", import.meta.url);
const lines = <T>(name: string): T[] =>
  readFileSync(new URL(name, folder), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);

/** Sequence numbers just below the wrap, so that every case crosses it. */
const rcvNxt: Seq = 0xffff_fff0;
const sndNxt: Seq = 0xffff_fff8;
const tsRecent = 1_000_000;

const CONTINUED = 65535 + 2;

const cases = lines<Case>("cases.jsonl");
const inTimeWait = (one: Case) =>
  ["TIME_WAIT", "CLOSING_TW"].includes(one.state ?? "TIME_WAIT") &&
  (one.role ?? "server") === "server";

for (const name of ["linux-6.18", "linux-6.1"]) {
  const kernel = kernelNamed(name);
  const answers = new Map(lines<Result>(`${name}.jsonl`).map((answer) => [answer.id, answer]));

  test(`the model answers every segment in TIME_WAIT as Linux ${kernel.measured} did`, () => {
    let compared = 0;
    const different: unknown[] = [];
    for (const one of cases.filter(inTimeWait)) {
      let tw: TimeWait | null = { rcvNxt, sndNxt, tsRecent: (one.ts ?? true) ? tsRecent : null };
      for (const [index, { send }] of one.steps.entries()) {
        if (!send || tw === null) break; // reopened or gone: no longer a TIME_WAIT
        const outcome = receiveInTimeWait(
          tw,
          {
            flags: send.flags,
            seq: add(send.seq.rel === "snd_nxt" ? sndNxt : rcvNxt, send.seq.off),
            length: send.len ?? 0,
            ...(send.tsval && { tsval: add(tsRecent, send.tsval.off) }),
          },
          kernel,
          { listener: one.listen !== "closed", rfc1337: one.sysctl?.tcp_rfc1337 === "1" },
        );
        const { answer, left, restarted } = outcome;
        const said = answers.get(one.id)?.steps[index];
        const reply = said?.replies?.[0];
        const kernelSaid = {
          reaction: said?.reaction,
          seq:
            said?.reaction === "SYN-ACK" && reply?.seq_rel_snd_nxt !== CONTINUED
              ? "fresh"
              : reply?.seq_rel_snd_nxt,
          ack: reply?.ack_rel_rcv_nxt,
          timeWait: said?.state_after === "TIME_WAIT",
          restarted: said?.timer_restarted ?? false,
        };
        const rel = (from: Seq) => (value: Seq | "fresh") =>
          value === "fresh" ? value : diff(value, from);
        const modelSaid = {
          reaction: answer.kind,
          seq:
            answer.kind === "silence"
              ? undefined
              : rel(sndNxt)(answer.kind === "ACK" ? answer.seq : answer.isn),
          ack: answer.kind === "silence" ? undefined : diff(answer.ack, rcvNxt),
          timeWait: left !== null,
          restarted,
        };
        if (JSON.stringify(kernelSaid) !== JSON.stringify(modelSaid))
          different.push({ id: one.id, index, kernelSaid, modelSaid });
        compared++;
        tw = left;
      }
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(790);
  });
}
