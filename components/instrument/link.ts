import { BEGINNING, FLAGS, RULES, type Situation } from "./situation.ts";

/** How one setting is written in a link: what stands before `=`, and how its value is read. */
interface Field<T> {
  readonly name: string;
  readonly write: (value: T) => string;
  /** The value, or undefined where the text is none. */
  readonly read: (text: string) => T | undefined;
  /** Whether it has any part in what happens. */
  readonly counts: (situation: Situation) => boolean;
}

type Counts = (situation: Situation) => boolean;
const always: Counts = () => true;

/** One of some words, each written as `words` says, or as it is. */
function oneOf<T extends string | number | boolean>(
  name: string,
  values: readonly T[],
  counts: Counts = always,
  write: (value: T) => string = String,
): Field<T> {
  return { name, write, counts, read: (text) => values.find((value) => write(value) === text) };
}

const yesNo = (name: string, counts: Counts = always): Field<boolean> =>
  oneOf(name, [false, true], counts, (value) => (value ? "1" : "0"));

/** A number within limits; the text must be just what `write` makes of it. */
function number(
  name: string,
  { least = 0, most, steps = 1 }: { least?: number; most: number; steps?: number },
  counts: Counts = always,
): Field<number> {
  const write = (value: number) => (least < 0 && value > 0 ? `+${value}` : String(value));
  const read = (text: string) => {
    if (!/^[+-]?\d{1,12}(\.\d{1,3})?$/.test(text)) return undefined;
    const value = Number(text);
    const fits =
      value >= least && value <= most && Number.isInteger(Math.round(value * 1e6) / (steps * 1e6));
    return fits ? value || 0 : undefined;
  };
  return { name, write, read, counts };
}

const HALF = 2 ** 31;
const offsets = { least: -HALF, most: HALF };

const segment: Counts = ({ next }) => next === "segment";
const connect: Counts = ({ next }) => next === "connect";
const anotherSyn: Counts = (one) => connect(one) && one.who === "another";
const numbered: Counts = (one) => segment(one) || anotherSyn(one);
const old: Counts = ({ by }) => by === "fin";
const chance: Counts = ({ loss, duplicates }) => loss > 0 || duplicates > 0;

const tsval: Field<number | null> = (() => {
  const { read, write } = number("ts", offsets);
  return {
    name: "ts",
    write: (value) => (value === null ? "none" : write(value)),
    read: (text) => (text === "none" ? null : read(text)),
    counts: numbered,
  };
})();

/** Every setting, in the order in which links have them. */
const FIELDS: { readonly [Name in keyof Situation]: Field<Situation[Name]> } = {
  rules: oneOf("kernel", RULES),
  closes: oneOf("closes", ["server", "client", "both"]),
  by: oneOf("by", ["fin", "rst"]),
  other: oneOf("other", ["closes", "stays"], (one) => old(one) && one.closes !== "both"),
  timestamps: yesNo("timestamps"),
  lived: number("lived", { most: 1e9 }),
  sent: number("sent", { most: 1e9 }),
  next: oneOf("next", ["segment", "connect", "nothing"]),
  after: number("after", { most: 200_000, steps: 0.001 }),
  flags: oneOf("flags", FLAGS, segment, (flags) => flags || "none"),
  seq: number("seq", offsets, numbered),
  tsval,
  length: number("len", { most: 1448 }, segment),
  behind: yesNo("behind", segment),
  listens: yesNo("listens", segment),
  port: oneOf("port", ["bound", "chosen"], (one) => connect(one) && one.who === "same"),
  reuseaddr: yesNo("reuseaddr", (one) => connect(one) && one.port === "bound"),
  who: oneOf("who", ["same", "another"], connect),
  rfc1337: yesNo("rfc1337"),
  reuse: oneOf("reuse", [0, 1, 2], connect),
  delay: number("delay", { least: 0, most: 60_000 }, connect),
  loopback: yesNo("loopback"),
  latency: number("latency", { most: 1000, steps: 0.001 }),
  loss: number("loss", { most: 100 }),
  duplicates: number("duplicates", { most: 100 }),
  seed: number("seed", { most: 999_999 }, chance),
  loses: oneOf("loses", ["nothing", "last-ack"]),
};

const names = Object.keys(FIELDS) as (keyof Situation)[];

/** A situation as the part of a link after its `#`: everything that counts, so that it stays true. */
export function toHash(situation: Situation): string {
  const written = <Name extends keyof Situation>(name: Name): string[] => {
    const field: Field<Situation[Name]> = FIELDS[name];
    if (!field.counts(situation)) return [];
    // What is rarely chosen is written where it was.
    if (RARE.has(name) && situation[name] === BEGINNING[name]) return [];
    return [
      `${field.name}=${encodeURIComponent(field.write(situation[name])).replaceAll("%2B", "+")}`,
    ];
  };
  return names.flatMap(written).join("&");
}

/** Settings that will keep their meaning when they are not written. */
const RARE = new Set<keyof Situation>([
  "by",
  "other",
  "lived",
  "sent",
  "length",
  "behind",
  "listens",
  "who",
  "loopback",
  "latency",
  "loss",
  "duplicates",
  "loses",
  "flags",
  "reuse",
  "delay",
]);

/** What a link says, and what in it could not be understood: those settings are as at the beginning. */
export interface Understood {
  readonly situation: Situation;
  /** Names of settings; of unknown ones nothing is told but that there were some. */
  readonly wrong: readonly string[];
}

/** The longest link that is looked at, in characters. */
const LONGEST = 2000;

/** Reads the part of a link after its `#`; null when it names no setting at all. */
export function fromHash(hash: string): Understood | null {
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST || !/^[a-z0-9]+=/.test(text)) return null;
  const found = new Map<string, string>();
  for (const pair of text.split("&")) {
    const at = pair.indexOf("=");
    if (at > 0) found.set(pair.slice(0, at), decoded(pair.slice(at + 1)));
  }
  return fromTexts(found, BEGINNING);
}

/** Reads settings by the names that links have for them; what is absent or none is as in `base`. */
export function fromTexts(texts: ReadonlyMap<string, string>, base: Situation): Understood {
  const wrong: string[] = [];
  const chosen: Record<string, unknown> = {};
  for (const name of names) {
    const field = FIELDS[name];
    const text = texts.get(field.name);
    if (text === undefined) continue;
    const read = field.read(text);
    if (read === undefined) wrong.push(field.name);
    else chosen[name] = read;
  }
  return { situation: { ...base, ...chosen }, wrong };
}

/** Every setting as a link would have it, by the name it has there. */
export const textsOf = (situation: Situation): Map<string, string> =>
  new Map(
    names.map(<Name extends keyof Situation>(name: Name) => {
      const field: Field<Situation[Name]> = FIELDS[name];
      return [field.name, field.write(situation[name])] as const;
    }),
  );

/** The names, as links have them, of the settings that have a part in what happens. */
export const countsIn = (situation: Situation): Set<string> =>
  new Set(names.filter((name) => FIELDS[name].counts(situation)).map((name) => FIELDS[name].name));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray %: no setting has one
  }
}

/** The same situation, with everything that has no part in it as at the beginning. */
export function essence(situation: Situation): Situation {
  const kept = names.filter((name) => FIELDS[name].counts(situation));
  return { ...BEGINNING, ...Object.fromEntries(kept.map((name) => [name, situation[name]])) };
}
