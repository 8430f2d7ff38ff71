import { caseSchema, type Case, type CaseInput } from "./case.ts";
import { Random, type Weighted } from "./random.ts";

type StepInput = CaseInput["steps"][number];
type SendInput = NonNullable<StepInput["send"]>;
type Relative = SendInput["seq"];
type Stamp = NonNullable<SendInput["tsval"]>;

const HALF = 2 ** 31;

/** How far from what is expected a sequence number is put. */
const OFFSETS = [
  0,
  1,
  -1,
  2,
  -2,
  1000,
  -1000,
  65_535,
  -65_535,
  HALF - 1,
  -HALF,
  -HALF + 1,
  HALF - 2,
] as const;
/** The edges of the receive windows that Linux advertises in a short connection, scaled by 7 or 10. */
const WINDOWS = [64_240, 64_256, 64_512, 65_160, 65_280, 65_536] as const;
/** How far from ts_recent a timestamp is put. */
const STAMPS = [0, 1, -1, 0, 2, -2, 100_000, -100_000, HALF - 1, -HALF, -HALF + 1] as const;
/** The ACK of the SYN-ACK with which Linux reopens a connection: its ISN, snd_nxt + 65537, and one. */
const REOPENED = { rel: "snd_nxt", off: 65_538 } as const;
/** A TSecr of 0: SYN_RECV does not compare it with what it has sent. */
const NO_ECHO = { rel: "abs", off: 0 } as const;
/** How far from the SYN's timestamp the next one is put. */
const NEAR = [0, 0, 1, 1, 100, -1, -100] as const;
/** First numbers and clocks, of which some make a case wrap. */
const STARTS = [0, 1, 2 ** 32 - 1, 2 ** 32 - 2, 2 ** 32 - 11, HALF - 1, HALF, 1_000_000] as const;

/**
 * Flags as segments of a connection, or attacks on one, have them; the other combinations come from
 * `anyFlags`.
 */
const FLAGS = [
  [40, "S"],
  [12, "A"],
  [10, "R"],
  [5, "RA"],
  [8, "FA"],
  [5, "PA"],
  [4, "SA"],
  [4, "SF"],
  [3, "F"],
  [3, "SR"],
  [2, "FPA"],
  [2, ""],
  [12, null],
] as const;

/** Flags of segments that come to SYN_RECV. */
const REQUESTED = [
  [10, "S"],
  [24, "A"],
  [14, "R"],
  [6, "RA"],
  [14, "F"],
  [12, ""],
  [14, null],
] as const;

/** Flags of segments that come to a listener out of the blue. */
const LONELY = ["S", "S", "SF", "SF", "SF", "A", "R", "F", "", "PU"] as const;

/** When a step can be taken whose limit on ACKs is 500 ms: no two are near 500 ms apart. */
const LIMITED = { first: 150, apart: 200 };
/** When a connect() can be made: well below and well above the second that tw_reuse waits. */
const WAITS = [150, 400, 700, 1100, 1500, 2100] as const;

/**
 * Cases for a kernel and a model, aimed at the edges of what decides: one off, half the space away,
 * wrapped, equal; every combination of flags; several segments in a row; ACKs that are limited;
 * connects over what is left. The same seed gives the same cases.
 */
export function generate(count: number, seed: number): Case[] {
  const random = new Random(seed);
  const width = String(count).length;
  return Array.from({ length: count }, (_, index) => {
    const { name, make } = random.weighted(KINDS);
    const id = `random/${seed}/${String(index).padStart(width, "0")}/${name}`;
    return caseSchema.parse({ id, ...make(random) });
  });
}

type Made = Omit<CaseInput, "id">;

/** What a case is about, named in its id. */
interface Kind {
  readonly name: string;
  readonly make: (random: Random) => Made;
}

const KINDS: Weighted<Kind> = [
  [18, { name: "tw", make: (random) => sends(random, "TIME_WAIT") }],
  [6, { name: "closed", make: (random) => ({ ...sends(random, "TIME_WAIT"), listen: "closed" }) }],
  [4, { name: "fin-wait2", make: (random) => sends(random, "FIN_WAIT2") }],
  [1, { name: "closing", make: (random) => sends(random, "CLOSING_TW") }],
  [23, { name: "finished", make: finished }],
  [17, { name: "limited", make: limited }],
  [34, { name: "reopened", make: reopened }],
  [11, { name: "gone", make: gone }],
  [84, { name: "alive", make: alive }],
  [32, { name: "connect", make: connects }],
];

/** The connection before. */
function connection(random: Random): Made & { tsval: number; isn: number; data: number } {
  const start = () => (random.percent(40) ? random.of(STARTS) : random.uint32());
  return {
    ts: random.percent(70),
    tsval: start(),
    isn: start(),
    data: random.weighted([
      [6, 0],
      [1, 1],
      [1, 10],
      [1, random.between(2, 5000)],
    ]),
    srv_data: random.percent(15) ? random.between(1, 5000) : 0,
    steps: [],
  };
}

/** One to four segments of any kind to a socket that waits. */
function sends(random: Random, state: Case["state"]): Made {
  const count = random.weighted([
    [65, 1],
    [20, 2],
    [10, 3],
    [5, 4],
  ]);
  return {
    ...connection(random),
    state,
    ...(random.percent(30) && { sysctl: { tcp_rfc1337: "1" } }),
    steps: Array.from({ length: count }, () => ({ send: segment(random) })),
  };
}

/** What FIN_WAIT2 tells apart: flags, length, and where in the window it begins. */
const AWAITED = [
  ["FA", 0, 0],
  ["FPA", 10, 0],
  ["PA", 10, 0],
  ["PA", 10, -1],
  ["A", 0, 0],
  ["A", 0, 1],
  ["F", 0, 0],
  ["S", 10, -1],
] as const;

/** Data and the FIN that FIN_WAIT2 waits for, or what looks like it; then any segment. */
function finished(random: Random): Made {
  const [flags, len, off] = random.of(AWAITED);
  const send: SendInput = {
    flags,
    seq: { rel: "rcv_nxt", off },
    len,
    ...(random.percent(70) && { tsval: { rel: "recent", off: random.of([0, 1, 5]) } }),
  };
  const more = random.percent(50) ? [{ send: segment(random) }] : [];
  return { ...connection(random), state: "FIN_WAIT2", steps: [{ send }, ...more] };
}

/** Segments that are answered with an ACK, if there has been none for half a second. */
function limited(random: Random): Made {
  let at = LIMITED.first;
  const steps = Array.from({ length: random.between(2, 5) }, () => {
    const step = { wait_ms: at, send: segment(random) };
    at += LIMITED.apart * random.of([1, 1, 2, 3]);
    return step;
  });
  return {
    ...connection(random),
    state: random.weighted([
      [3, "TIME_WAIT"],
      [1, "FIN_WAIT2"],
    ]),
    sysctl: { tcp_invalid_ratelimit: "500" },
    steps,
  };
}

/** A SYN that is accepted, and what then comes to SYN_RECV. */
function reopened(random: Random): Made {
  const ahead = random.between(1, 1000);
  const stamped = random.percent(70);
  const syn: SendInput = {
    flags: "S",
    seq: { rel: "rcv_nxt", off: ahead },
    ...(stamped && { tsval: { rel: "recent", off: 10 } }),
  };
  const stamp = () =>
    stamped ? { tsval: { rel: "recent", off: 10 + random.of(NEAR) } as Stamp } : {};
  // The same SYN once more; the ACK that makes a connection of it; a reset; or anything else.
  const next = (): SendInput => {
    const kind = random.between(0, 99);
    if (kind < 30) return { ...syn, ...stamp() };
    const seq = (off: number): Relative => ({ rel: "rcv_nxt", off: ahead + off });
    if (kind < 38) return { flags: "A", seq: seq(1), ack: REOPENED, ...stamp(), tsecr: NO_ECHO };
    if (kind < 50)
      return { flags: "R", seq: seq(random.of([1, 1, 2, 1000])), ...stamp(), tsecr: NO_ECHO };
    return {
      ...segment(random),
      flags: random.weighted(REQUESTED) ?? anyFlags(random),
      seq: seq(random.of([0, 1, 1, 1, 2, -1, 1000, HALF - 1, -HALF])),
      ...stamp(),
      ...(random.percent(70) && { tsecr: NO_ECHO }),
    };
  };
  const limited = random.percent(60);
  return {
    ...connection(random),
    ...(limited && { sysctl: { tcp_invalid_ratelimit: "500" } }),
    steps: [
      { send: syn },
      { send: next() },
      ...(limited || random.percent(30) ? [{ send: next() }] : []),
    ],
  };
}

/** An exact RST, unless it is ignored; then segments for whoever is there. */
function gone(random: Random): Made {
  const more = () => ({ send: { ...segment(random), flags: random.of(LONELY) } });
  return {
    ...connection(random),
    state: random.of(["TIME_WAIT", "TIME_WAIT", "TIME_WAIT", "FIN_WAIT2"]),
    ...(random.percent(45) && { sysctl: { tcp_rfc1337: "1" } }),
    steps: [
      { send: { flags: random.of(["R", "RA"]), seq: { rel: "rcv_nxt", off: 0 } } },
      more(),
      ...(random.percent(30) ? [more()] : []),
    ],
  };
}

/** One segment to a connection that is not over, or two where both sides close at once. */
function alive(random: Random): Made {
  const { state, steps } = random.weighted(LIVE)(random);
  return {
    ...connection(random),
    ts: random.percent(80),
    data: 0,
    srv_data: 0,
    state,
    steps: steps.map((send) => ({
      send: {
        ...send,
        ...(random.percent(67) && {
          tsval: { rel: "recent", off: random.of([-1000, -1, 0, 0, 1]) },
        }),
      },
    })),
  };
}

interface Live {
  readonly state: NonNullable<Made["state"]>;
  readonly steps: readonly SendInput[];
}

const LIVING = ["ESTABLISHED", "CLOSE_WAIT", "LAST_ACK", "FIN_WAIT1"] as const;

const LIVE: Weighted<(random: Random) => Live> = [
  // Anywhere.
  [
    30,
    (random) => {
      const flags = random.of(["S", "S", "R", "A", "FA", "", ""]);
      // A FIN after data is acknowledged later, by a timer.
      const len = flags === "FA" || random.percent(60) ? 0 : random.between(1, 20);
      const seq = { rel: "rcv_nxt", off: random.of([0, ...OFFSETS, ...WINDOWS]) } as const;
      return { state: random.of(LIVING), steps: [{ flags, seq, len }] };
    },
  ],
  // A reset on the number expected, or on that of the FIN before it.
  [
    15,
    (random) => {
      const seq = { rel: "rcv_nxt", off: random.of([0, -1, -1]) } as const;
      return { state: random.of(LIVING), steps: [{ flags: "R", seq }] };
    },
  ],
  // Data expected, old, or both in one.
  [
    26,
    (random) => {
      const len = random.between(2, 20);
      const seq = { rel: "rcv_nxt", off: random.of([0, -1, -1, -len, -len + 1]) } as const;
      const state = random.of(["CLOSE_WAIT", "FIN_WAIT1", "FIN_WAIT1"]);
      return { state, steps: [{ flags: "PA", seq, len }] };
    },
  ],
  // At the edge of the window, while the peer's FIN waits to be read.
  [
    32,
    (random) => {
      const len = random.between(1, 20);
      const off = random.of([64_256, 64_512, 65_280, 65_536]) + random.between(-len, 4);
      const flags = random.of(["A", "R", "S"]);
      return { state: "CLOSE_WAIT", steps: [{ flags, seq: { rel: "rcv_nxt", off }, len }] };
    },
  ],
  // An ACK of less or more than was sent.
  [
    42,
    (random) => {
      const off = random.of([-1, -1, 0, -1, 0, 1, 1000, HALF - 1, -100_000, -HALF]);
      const ack = { rel: "snd_nxt", off } as const;
      const seq = { rel: "rcv_nxt", off: 0 } as const;
      const state = random.of([
        ...LIVING,
        "FIN_WAIT1",
        "LAST_ACK",
        "LAST_ACK",
        "LAST_ACK",
        "LAST_ACK",
        "LAST_ACK",
      ]);
      return { state, steps: [{ flags: "A", seq, ack }] };
    },
  ],
  // The peer's FIN, before or with its ACK of ours.
  [
    20,
    (random) => {
      const ack = { rel: "snd_nxt", off: random.of([-1, -1, 0]) } as const;
      const fin: SendInput = { flags: "FA", seq: { rel: "rcv_nxt", off: 0 }, ack };
      const after = { rel: "snd_nxt", off: random.of([0, -1]) } as const;
      const last: SendInput = { flags: "A", seq: { rel: "rcv_nxt", off: 1 }, ack: after };
      return { state: "FIN_WAIT1", steps: [fin, last] };
    },
  ],
];

/** The kernel's side had connected and closed first; it connects again. */
function connects(random: Random): Made {
  const first = random.percent(65);
  const auto = first && random.percent(85);
  const disturbed = random.percent(25);
  return {
    ...connection(random),
    ts: random.percent(85),
    role: "client",
    state: random.weighted([
      [5, "TIME_WAIT"],
      [2, "FIN_WAIT2"],
      [1, "CLOSING_TW"],
    ]),
    ...(first && { first: "auto" }),
    reuseaddr: random.percent(50),
    sysctl: { tcp_tw_reuse: random.of(["0", "1", "1", "1", "2"]) },
    steps: [
      ...(disturbed ? [{ send: segment(random) }] : []),
      {
        wait_ms: disturbed ? random.of([400, 700, 1500, 2100]) : random.of(WAITS),
        connect: { bind: auto ? "auto" : "same", reuseaddr: random.percent(60) },
      },
    ],
  };
}

/** A segment near what is expected in one respect or several, or far from it in all. */
function segment(random: Random): SendInput {
  const flags = random.weighted(FLAGS) ?? anyFlags(random);
  const len = random.weighted([
    [7, 0],
    [1, 1],
    [2, 10],
    [1, random.between(2, 1400)],
  ]);
  const ack = random.percent(15);
  return {
    flags,
    seq: sequence(random, len),
    len,
    ...(ack && {
      ack: { rel: "snd_nxt", off: random.of([1, -1, 1000, -1000, HALF - 1, -HALF]) },
    }),
    ...(random.percent(70) && { tsval: timestamp(random) }),
  };
}

/** Where a segment begins; also such that its end is what was expected. */
function sequence(random: Random, len: number): Relative {
  return random.weighted<() => Relative>([
    [45, () => ({ rel: "rcv_nxt", off: random.of(OFFSETS) })],
    [15, () => ({ rel: "rcv_nxt", off: random.of([-len, -len - 1, -len + 1]) })],
    [
      10,
      () => ({
        rel: "rcv_nxt",
        off: random.of(WINDOWS) + random.between(-2, 1) - random.of([0, len]),
      }),
    ],
    [10, () => ({ rel: "rcv_nxt", off: random.uint32() - HALF })],
    [5, () => ({ rel: "isn", off: random.of([0, 1]) })],
    [5, () => ({ rel: "abs", off: random.of(STARTS) })],
  ])();
}

function timestamp(random: Random): Stamp {
  return random.weighted<() => Stamp>([
    [40, () => ({ rel: "recent", off: random.of([0, 0, 1]) })],
    [40, () => ({ rel: "recent", off: random.of(STAMPS) })],
    [12, () => ({ rel: "recent", off: random.uint32() - HALF })],
    [8, () => ({ rel: "abs", off: random.of(STARTS) })],
  ])();
}

const anyFlags = (random: Random): string =>
  ["S", "A", "F", "R", "P", "U"].filter(() => random.percent(50)).join("");
