import type { Case, Reply, Result } from "./case.ts";

type Field = string | number | boolean | null | undefined;

/** A new connection's SYN-ACK that goes on where the old one's numbers ended. */
const CONTINUED = 65_537;

/**
 * Where the model's answer to a case differs from the kernel's, one sentence a field; empty when it
 * does not. Compared is what content/measurements/oracle/FORMAT.md names, no more.
 */
export function differences(one: Case, kernel: Result, model: Result): string[] {
  if (kernel.err !== undefined) return [`the kernel's case failed: ${kernel.err}`];
  return one.steps.flatMap((step, index) => {
    const [measured, modelled] = [kernel.steps[index], model.steps[index]];
    if (!measured || !modelled) return [`step ${index}: ${measured ? "model" : "kernel"} has none`];
    const pairs: [name: string, kernel: Field, model: Field][] = [
      ["reaction", reactionOf(measured.reaction), reactionOf(modelled.reaction)],
      ["state_after", measured.state_after, modelled.state_after],
      ["timer_restarted", measured.timer_restarted ?? false, modelled.timer_restarted ?? false],
      ...repliesOf(measured.replies ?? [], modelled.replies ?? []),
    ];
    if (step.connect)
      for (const name of ["bind", "connect", "lport_same"] as const)
        pairs.push([name, measured[name] ?? null, modelled[name] ?? null]);
    return pairs
      .filter(([, left, right]) => left !== right)
      .map(([name, left, right]) => `step ${index}: ${name} ${left}, model ${right}`);
  });
}

/** An injector may tell an RST with an ACK apart or not; its flags do. */
const reactionOf = (reaction: string | undefined) =>
  reaction === "RST-ACK" ? "RST" : (reaction ?? "silence");

function repliesOf(kernel: Reply[], model: Reply[]): [string, Field, Field][] {
  const count: [string, Field, Field] = ["replies", kernel.length, model.length];
  return [
    count,
    ...kernel.flatMap((measured, index): [string, Field, Field][] => {
      const modelled = model[index];
      if (!modelled) return [];
      const place = `reply ${index}`;
      const fields: [string, Field, Field][] = [
        [`${place} flags`, measured.flags, modelled.flags],
        [`${place} ack`, measured.ack_rel_rcv_nxt, modelled.ack_rel_rcv_nxt],
        [`${place} ts`, measured.ts ?? false, modelled.ts ?? false],
        [`${place} tsecr`, measured.tsecr_rel_recent ?? null, modelled.tsecr_rel_recent ?? null],
      ];
      return [...fields, [`${place} seq`, ...sequence(measured, modelled)]];
    }),
  ];
}

/**
 * Both sequence numbers, as far as they can be compared: of a SYN-ACK only whether it continues the
 * old connection, of an RST with an ACK nothing, and nothing where the model leaves it open.
 */
function sequence(kernel: Reply, model: Reply): [Field, Field] {
  const open = [null, null] as [null, null];
  if (kernel.flags === "SA" || kernel.flags === "S") {
    const kind = ({ seq_rel_snd_nxt: seq }: Reply) => (seq === CONTINUED ? CONTINUED : "fresh");
    return [kind(kernel), kind(model)];
  }
  if (kernel.flags === "RA" || model.seq_rel_snd_nxt === undefined) return open;
  return [kernel.seq_rel_snd_nxt, model.seq_rel_snd_nxt];
}
