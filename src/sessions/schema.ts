import { z } from "zod";

/** session.json: everything about a recorded run but its bytes. Times are µs since it began. */

const micros = z.number().int().nonnegative();
const number = z.number().int().positive();
const index = z.number().int().nonnegative();
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case words joined by hyphens");
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The same words in both languages of the site. */
export const bilingual = z.strictObject({ en: z.string().min(1), "zh-cn": z.string().min(1) });

const socket = z.strictObject({
  state: z.string().describe("as ss prints it, such as TIME-WAIT"),
  local: z.string(),
  peer: z.string(),
  recvQ: z.number().int(),
  sendQ: z.number().int(),
  timer: z.string().optional().describe("what ss -o prints, such as timewait,59sec,0"),
});

const table = z.strictObject({
  at: micros.describe("when ss had answered"),
  took: micros.describe("how long before that it was asked"),
  sockets: z.array(socket),
});

/** A number taken from a packet, mod 2^32; `end` is the sequence number after its last one. */
const taken = z.strictObject({ packet: number, field: z.enum(["seq", "ack", "end", "tsval"]) });

const checkBase = { id, title: bilingual };

const check = z.discriminatedUnion("kind", [
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("socket"),
      at: micros.describe("the time of a socket table"),
      state: z.string(),
      local: z.string(),
      peer: z.string(),
      absent: z.literal(true).optional(),
      timer: z.string().optional().describe("the name of its timer, or none"),
      recvQ: index.optional().describe("bytes that have come and were not read"),
    })
    .describe("the table of that time has this socket, or, where said, has it not"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("lasts"),
      state: z.string(),
      local: z.string(),
      peer: z.string(),
      atLeast: z.number().describe("seconds"),
      atMost: z.number().describe("seconds"),
    })
    .describe("from the first table with this socket to the next one without it"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("packet"),
      packet: number,
      from: z.string(),
      to: z.string(),
      flags: z.string(),
      timestamps: z.boolean().optional().describe("whether it has the timestamp option"),
      echoes: z.boolean().optional().describe("whether its TSecr is other than 0"),
      first: z.literal(true).optional().describe("no packet before it has its last flag"),
      begins: z
        .string()
        .regex(/^([0-9a-f]{2}){1,4}$/)
        .optional()
        .describe("the payload's first bytes, in hex"),
      answers: number.optional().describe("the packet whose end it acknowledges"),
    })
    .describe("the packet has these ends and flags, and what else is said of it"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("sequence"),
      of: taken,
      against: taken,
      is: z.union([
        z.strictObject({ exactly: z.number().int() }),
        z.strictObject({ otherThan: z.number().int() }),
        z.strictObject({ after: z.literal(true) }),
      ]),
    })
    .describe("the distance between two sequence numbers, or two timestamps, mod 2^32"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("delay"),
      packet: number,
      since: number.describe("an earlier packet"),
      is: z.union([z.strictObject({ atMost: micros }), z.strictObject({ atLeast: micros })]),
    })
    .describe("how long after another a packet came, in µs"),
  z
    .strictObject({ ...checkBase, kind: z.literal("total"), packets: number })
    .describe("the session has exactly so many packets"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("shows"),
      command: index,
      text: z.string().min(1),
    })
    .describe("the command of that index printed this"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("exit"),
      command: index,
      code: z.number().int(),
    })
    .describe("the command of that index ended with this code"),
  z
    .strictObject({
      ...checkBase,
      kind: z.literal("counter"),
      counter: z.string(),
      change: z.number().int(),
    })
    .describe("the kernel's counter rose by so much"),
]);

/** The kernel something was recorded on. */
export const kernelSchema = z.strictObject({
  name: z.string().regex(/^linux-\d+\.\d+$/),
  release: z.string().describe("uname -r"),
  machine: z.string().describe("uname -m"),
});

/** Programs of this project that took part. */
export const programsSchema = z.array(
  z.strictObject({
    name: z.string(),
    source: z.string().describe("path in this project"),
    sha256,
    built: z.string().describe("the command that built it, or how it runs"),
  }),
);

export const sessionSchema = z.strictObject({
  format: z.literal(1),
  experiment: id,
  title: bilingual,
  summary: bilingual,
  recorded: z.iso.datetime(),
  kernel: kernelSchema,
  sysctls: z.record(z.string(), z.string()),
  tools: z.record(z.string(), z.string()).describe("program → what it says of its version"),
  programs: programsSchema,
  network: z
    .enum(["loopback", "veth", "nat"])
    .default("loopback")
    .describe("one host; two hosts; two clients behind one address"),
  ends: z.strictObject({ client: z.string(), server: z.string() }).describe("address:port of each"),
  clock: z.strictObject({
    offset: z.string().regex(/^\d+$/).describe("capture ns that correspond to session time 0"),
    drift: z.number().describe("capture µs gained per session second"),
    error: number.describe("by how many µs a mapped capture time may be off"),
    markers: number.describe("how many datagrams measured it"),
  }),
  duration: micros,
  terminals: z
    .array(
      z.strictObject({
        id,
        role: z.enum(["client", "server", "observer"]),
        title: bilingual,
        host: z.string().optional().describe("the host its shell runs on, where not the server's"),
        cols: number,
        rows: number,
        file: z.string().regex(/^[a-z0-9-]+\.cast$/),
        sha256,
      }),
    )
    .min(1),
  packets: z.strictObject({ file: z.literal("packets.pcap"), count: number, sha256 }),
  commands: z.array(
    z.strictObject({
      terminal: id,
      at: micros.describe("when Enter was pressed"),
      text: z.string(),
      ended: micros.nullable(),
      exit: z.number().int().nullable(),
    }),
  ),
  tables: z.array(table).min(1),
  counters: z.record(z.string(), z.number().int()).describe("rise of TcpExt counters"),
  finding: z
    .strictObject({ says: bilingual, checks: z.array(id).min(1) })
    .optional()
    .describe("what may differ from kernel to kernel, in a few words, and what shows it"),
  poster: id.describe("the step that a picture of the session shows"),
  steps: z
    .array(
      z.strictObject({
        id,
        at: micros,
        title: bilingual,
        packet: number.optional(),
        call: z
          .strictObject({ from: z.enum(["client", "server"]), name: z.string(), errno: z.string() })
          .optional()
          .describe("a system call that failed and sent nothing"),
        sends: number
          .optional()
          .describe("the packet that its sender had sent by now, and that was captured only later"),
      }),
    )
    .min(1),
  checks: z.array(check).min(1),
});

export type SessionFile = z.infer<typeof sessionSchema>;
export type Bilingual = z.infer<typeof bilingual>;
export type Socket = z.infer<typeof socket>;
export type SocketTable = z.infer<typeof table>;
export type Check = z.infer<typeof check>;
export type Taken = z.infer<typeof taken>;
export type Program = SessionFile["programs"][number];
export type Step = SessionFile["steps"][number];
export type Command = SessionFile["commands"][number];
