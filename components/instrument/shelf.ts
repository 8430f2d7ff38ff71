import { byAge } from "../../src/sessions/kernels.ts";
import type { Case, Result } from "../../src/oracle/case.ts";
import { recorded } from "../../src/oracle/recorded.ts";
import { FLAGS } from "./situation.ts";
import { callKey, segmentKey, type Answer, type Asked, type Shelf } from "./recorded.ts";

/** A SYN-ACK, or a SYN, that goes on where the old connection's numbers ended. */
const CONTINUED = 65_537;

/** The recorded cases that the page can ask, put on a shelf. To be called from the project's root. */
export function shelf(): Shelf {
  const { cases, answers } = recorded();
  const kernels = [...answers.keys()].sort(byAge);
  const known = new Map<string, number>();
  const list: Answer[] = [];
  const place = (answer: Answer): number => {
    const text = JSON.stringify(answer);
    const found = known.get(text) ?? list.push(answer) - 1;
    known.set(text, found);
    return found;
  };
  const byKey = new Map<string, Asked[]>();
  for (const one of cases.values()) {
    const key = keyOfCase(one);
    if (key === null) continue;
    const results = kernels.map((kernel) => answers.get(kernel)?.get(one.id));
    const wait = one.steps[0]?.wait_ms ?? Math.round(results[0]?.steps[0]?.ms_since_tw ?? 0);
    const asked: Asked = [one.id, wait, results.map((result) => place(answerOf(result, one)))];
    byKey.set(key, [...(byKey.get(key) ?? []), asked]);
  }
  return { kernels, answers: list, cases: Object.fromEntries(byKey) };
}

/** The key of a case that has one step, and nothing that the page does not have. */
function keyOfCase(one: Case): string | null {
  const { steps, state, role, first, ts: timestamps, data, srv_data: sent, sysctl, listen } = one;
  const [step] = steps;
  if (steps.length !== 1 || !step || data + sent > 0 || first) return null;
  const rfc1337 = sysctl["tcp_rfc1337"] === "1";
  const { send, connect } = step;
  if (send && role === "server") {
    const { flags, seq, ack, len: length, tsval } = send;
    const plain = ack === undefined || (ack.rel === "snd_nxt" && ack.off === 0);
    if (!plain || seq.rel !== "rcv_nxt" || (tsval && tsval.rel !== "recent")) return null;
    if (!(FLAGS as readonly string[]).includes(flags)) return null;
    if (!["TIME_WAIT", "CLOSING_TW", "FIN_WAIT2"].includes(state)) return null;
    const listens = listen === "open";
    return segmentKey({
      state,
      timestamps,
      listens,
      rfc1337,
      flags,
      length,
      seq: seq.off,
      tsval: tsval?.off ?? null,
    });
  }
  if (!connect || role !== "client" || connect.bind !== "same") return null;
  if (one.reuseaddr !== connect.reuseaddr || rfc1337) return null;
  const { reuseaddr } = connect;
  return callKey({ state, timestamps, reuseaddr, reuse: Number(sysctl["tcp_tw_reuse"] ?? 2) });
}

function answerOf(result: Result | undefined, { id }: Case): Answer {
  const step = result?.steps[0];
  if (!step) throw new Error(`content/measurements/oracle: a kernel has no answer to ${id}.`);
  const reply = step.replies?.find(({ flags }) => flags === "SA" || flags === "S");
  const errno =
    step.bind && step.bind !== "0"
      ? `bind() ${step.bind}`
      : step.connect && step.connect !== "EINPROGRESS"
        ? `connect() ${step.connect}`
        : null;
  return {
    reaction: (step.reaction ?? "silence").replace("RST-ACK", "RST"),
    after: step.state_after ?? "none",
    restarted: step.timer_restarted ?? false,
    isn: reply ? (reply.seq_rel_snd_nxt === CONTINUED ? "continued" : "fresh") : null,
    errno,
  };
}
