import type { Case, Reply, Result, Send } from "./case.ts";

type Step = Result["steps"][number];

/** A number as it is written beside the one it is relative to. */
const offset = (off: number | undefined): string =>
  off === undefined ? "?" : off === 0 ? "+0" : off > 0 ? `+${off}` : String(off);

const WIDTH = 52;
const right = (text: string): string => `  |-- ${`${text} `.padEnd(WIDTH, "-")}->|`;
const left = (text: string): string => `  |<-${`- ${text} `.padEnd(WIDTH + 1, "-")}--|`;

/**
 * A case and what a kernel and the model made of it, as lines of text: the peer on the left, the
 * kernel's side on the right, numbers relative to the rcv_nxt, snd_nxt and ts_recent it began with.
 * Where both did the same it is drawn once.
 */
export function ladder(one: Case, kernel: Result, model: Result): string {
  const { role, ts, listen, sysctl } = one;
  const settings = Object.entries(sysctl).map(([name, value]) => `${name}=${value}`);
  const about = [
    one.state,
    `kernel is ${role}`,
    ts ? `timestamps, ts_recent ${one.tsval}` : "no timestamps",
    ...(listen === "closed" ? ["nobody listens"] : []),
    ...settings,
  ];
  const lines = one.steps.flatMap((step, index) => {
    const wait = step.wait_ms === undefined ? "" : `  at ${step.wait_ms} ms`;
    const asked = step.send
      ? [right(sent(step.send)) + wait]
      : step.connect
        ? [`  connect(), port ${step.connect.bind}, SO_REUSEADDR ${step.connect.reuseaddr}${wait}`]
        : [];
    const [measured, modelled] = [kernel.steps[index], model.steps[index]].map(outcome);
    return measured?.join() === modelled?.join()
      ? [...asked, ...(measured ?? [])]
      : [...asked, ...named("kernel", measured), ...named("model", modelled)];
  });
  return [`${one.id}: ${about.join(", ")}`, ...lines].join("\n");
}

const named = (who: string, lines: readonly string[] = ["  nothing"]): string[] =>
  lines.map((line) => `${line}  (${who})`);

function sent({ flags, seq, ack, len, tsval }: Send): string {
  return [
    flags || "no flags",
    `seq ${seq.rel}${offset(seq.off)}`,
    ...(ack ? [`ack ${ack.rel}${offset(ack.off)}`] : []),
    ...(len > 0 ? [`len ${len}`] : []),
    ...(tsval ? [`tsval ${tsval.rel}${offset(tsval.off)}`] : []),
  ].join(" ");
}

/** The lines of what one step came to. */
function outcome(step: Step | undefined): string[] | undefined {
  if (!step) return undefined;
  const calls = [
    ...(step.bind ? [`bind ${step.bind}`] : []),
    ...(step.connect ? [`connect ${step.connect}`] : []),
  ];
  const socket = [step.state_after, ...(step.timer_restarted ? ["60 s again"] : [])].join(", ");
  return [...(step.replies ?? []).map(answered), `  ${[...calls, `-> ${socket}`].join(", ")}`];
}

function answered(reply: Reply): string {
  const seq = reply.flags.includes("S") && reply.seq_rel_snd_nxt !== 65_537;
  return left(
    [
      reply.flags,
      seq ? "seq fresh" : `seq ${offset(reply.seq_rel_snd_nxt)}`,
      ...(reply.ack_rel_rcv_nxt === undefined ? [] : [`ack ${offset(reply.ack_rel_rcv_nxt)}`]),
      ...(reply.ts ? [`tsecr ${offset(reply.tsecr_rel_recent ?? undefined)}`] : []),
    ].join(" "),
  );
}
