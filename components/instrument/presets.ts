import { add, diff, endSeq, type Seq } from "../../src/model/index.ts";
import { bare } from "../../src/sessions/kernels.ts";
import { kernelsOf, session } from "../../src/sessions/library.ts";
import type { Packet } from "../../src/sessions/packet.ts";
import type { Session } from "../../src/sessions/read.ts";
import type { Bilingual } from "../../src/sessions/schema.ts";
import type { Side } from "../../src/sessions/states.ts";
import { happened, type Happened } from "./happened.ts";
import { BEGINNING, RULES, type Rules, type Situation } from "./situation.ts";

/** A recorded session as a situation: which of its steps is what comes, and what packets do not tell. */
interface Story {
  readonly session: string;
  /** The step at which somebody comes, or at which one looks. */
  readonly comes: string;
  readonly next?: Situation["next"];
  readonly besides?: Partial<Situation>;
}

const STORIES: readonly Story[] = [
  { session: "server-time-wait", comes: "same-port" },
  { session: "server-time-wait-timestamps", comes: "same-port" },
  { session: "refused-syn", comes: "refused" },
  { session: "long-lived", comes: "refused" },
  { session: "long-lived-timestamps", comes: "refused" },
  { session: "nat", comes: "refused", besides: { who: "another" } },
  { session: "assassination", comes: "acknowledged", next: "segment", besides: { behind: true } },
  {
    session: "assassination-rfc1337",
    comes: "acknowledged",
    next: "segment",
    besides: { behind: true },
  },
  { session: "client-time-wait", comes: "refused" },
  { session: "client-time-wait-timestamps", comes: "reused-0", besides: { reuse: 0 } },
  { session: "tw-reuse", comes: "too-young", besides: { port: "chosen" } },
  { session: "last-ack", comes: "refused", besides: { loses: "last-ack" } },
  { session: "close-wait-reset", comes: "refused" },
  {
    session: "simultaneous-close",
    comes: "time-wait",
    next: "nothing",
    besides: { closes: "both" },
  },
  { session: "sixty-seconds", comes: "left-20", next: "nothing" },
  { session: "silent-client", comes: "fin-wait-2", next: "nothing" },
  { session: "reset-close", comes: "linger-gone", next: "nothing" },
];

/** What a session recorded where the page's situation begins, on one kernel. */
export interface Recording {
  readonly kernel: string;
  /** The address of its page, below /sessions/. */
  readonly page: string;
  readonly happened: Happened;
}

/** A recorded session's situation, and what was recorded in it on each kernel, oldest first. */
export interface Preset {
  readonly id: string;
  readonly title: Bilingual;
  readonly situation: Situation;
  readonly recordings: readonly Recording[];
}

/** The sessions' own situations, from the recordings. To be called from the project's root. */
export const presets = (): Preset[] => STORIES.map(preset);

/** Whether a session has a situation here. */
export const isStaged = (name: string): boolean => STORIES.some(({ session: one }) => one === name);

/** The situation of a session. Throws an Error for one that has none. */
export function situationIn(name: string): Situation {
  const story = STORIES.find(({ session: one }) => one === name);
  if (!story)
    throw new Error(`components/instrument/presets.ts has no situation for the session ${name}.`);
  return situationOf(session(name), story);
}

function preset(story: Story): Preset {
  const usual = session(story.session);
  return {
    id: story.session,
    title: usual.file.title,
    situation: situationOf(usual, story),
    recordings: kernelsOf(story.session).map((kernel) => {
      const own = kernel === usual.file.kernel.name ? "" : `${bare(kernel)}/`;
      return {
        kernel,
        page: `${story.session}/${own}`,
        happened: recordedThere(session(story.session, kernel), story),
      };
    }),
  };
}

interface Scene {
  readonly found: Session;
  readonly side: (packet: Packet) => Side;
  /** When somebody comes, in session µs. */
  readonly at: number;
  /** The packets between the two ends: those of the old connection, and those from then on. */
  readonly old: readonly Packet[];
  readonly rest: readonly Packet[];
}

function sceneOf(found: Session, { session: name, comes, next }: Story): Scene {
  const { ends, steps } = found.file;
  const step = steps.find(({ id }) => id === comes);
  if (!step) throw new Error(`components/instrument/presets.ts: ${name} has no step ${comes}.`);
  const between = found.packets.filter(
    ({ from, to }) =>
      (from === ends.client && to === ends.server) || (from === ends.server && to === ends.client),
  );
  const side = ({ from }: Packet): Side => (from === ends.server ? "server" : "client");
  let first = between.find(({ number }) => number === step.packet);
  // An answer is the step: what comes is the packet before it.
  if (next === "segment") first = between.findLast(({ number }) => number < (step.packet ?? 0));
  const at = next === "nothing" ? step.at : (first?.at ?? step.at);
  const before = between.filter((packet) =>
    first ? packet.number < first.number : packet.at <= at,
  );
  const begun = before.findLastIndex(({ flags }) => flags === "S");
  const rest =
    first && next !== "nothing" ? between.filter(({ number }) => number >= first.number) : [];
  return { found, side, at, old: before.slice(begun), rest };
}

function situationOf(found: Session, story: Story): Situation {
  const { side, at, old, rest } = sceneOf(found, story);
  const { file } = found;
  const [syn] = old;
  const end = old.find(({ flags }) => /[FR]/.test(flags));
  if (!syn || !end)
    throw new Error(`components/instrument/presets.ts: ${story.session} closes nothing.`);
  const first = side(end);
  const reset = end.flags.includes("R");
  const other = old.find((packet) => packet.flags.includes("F") && side(packet) !== first);
  const acked = old.find((packet) => packet.number > end.number && side(packet) !== first);
  const reached = reset ? end : (other ?? acked ?? end);
  const uploaded = old
    .filter((packet) => side(packet) === "client")
    .map((packet) => diff(endSeq(packet), syn.seq) - 1);
  const fins = old.filter(
    (packet) => packet.flags.includes("F") && side(packet) === "client",
  ).length;
  const sysctl = (name: string) => file.sysctls[`net.ipv4.tcp_${name}`];
  const [comer] = rest;
  const rules = bare(file.kernel.name);
  return {
    ...BEGINNING,
    rules: RULES.find((one) => one === rules) ?? BEGINNING.rules,
    closes: first,
    by: reset ? "rst" : "fin",
    other: other || reset ? "closes" : "stays",
    timestamps: syn.tsval !== undefined,
    lived: Math.round((end.at - syn.at) / 1000),
    sent: Math.max(0, ...uploaded) - (fins > 0 ? 1 : 0),
    next: story.next ?? "connect",
    after: Math.round(at - reached.at) / 1000,
    ...(comer && numbersOf(comer, old, side)),
    rfc1337: sysctl("rfc1337") === "1",
    reuse: Number(sysctl("tw_reuse") ?? BEGINNING.reuse) as Situation["reuse"],
    delay: Number(sysctl("tw_reuse_delay") ?? BEGINNING.delay),
    loopback: file.network === "loopback",
    ...story.besides,
  };
}

/** A comer's numbers, told from where the old connection had ended. */
function numbersOf(comer: Packet, old: readonly Packet[], side: Scene["side"]) {
  const own = old.filter((packet) => side(packet) === side(comer));
  const next = own.reduce<Seq>(
    (last, packet) => (diff(endSeq(packet), last) > 0 ? endSeq(packet) : last),
    endSeq(own[0] ?? comer),
  );
  const fin = own.find(({ flags }) => flags.includes("F"));
  const recent = fin?.tsval ?? own.at(-1)?.tsval;
  const flags = comer.flags
    .split("")
    .toSorted((a, b) => "SFRPUA".indexOf(a) - "SFRPUA".indexOf(b))
    .join("");
  return {
    flags: (["S", "FA", "A"] as const).find((one) => one === flags) ?? BEGINNING.flags,
    seq: diff(comer.seq, add(next, 0)),
    tsval: comer.tsval === undefined || recent === undefined ? null : diff(comer.tsval, recent),
  };
}

/** What was recorded from then on. */
function recordedThere(found: Session, story: Story): Happened {
  const { at, rest, side } = sceneOf(found, story);
  const { ends, steps, tables } = found.file;
  const call = steps.find(({ id }) => id === story.comes)?.call;
  if (call) return { call: `${call.name} ${call.errno}` };
  if (story.next === "nothing") {
    const table = tables.findLast((one) => one.at <= at) ?? tables[0];
    const state = (local: string, peer: string) =>
      table?.sockets.find((one) => one.local === local && one.peer === peer)?.state ?? null;
    return {
      states: { client: state(ends.client, ends.server), server: state(ends.server, ends.client) },
    };
  }
  return { packets: happened(rest.map((packet) => ({ ...packet, side: side(packet) }))) };
}

/** The rules of a recorded kernel's name, if the page has them: `linux-6.18` → `6.18`. */
export const rulesOf = (kernel: string): Rules | null =>
  RULES.find((one) => one === bare(kernel)) ?? null;
