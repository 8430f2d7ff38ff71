import { z } from "zod";

/**
 * What a kernel is asked and what it answers, one JSON object a line each; the format is described
 * in content/measurements/oracle/FORMAT.md. Numbers are mod 2³².
 */

/** A sequence number or timestamp, told from one that the kernel has. */
const told = <const Base extends readonly [string, ...string[]]>(base: Base) =>
  z.strictObject({ rel: z.enum(base), off: z.number().int() });

const send = z.strictObject({
  flags: z.string().regex(/^[SAFRPU]*$/, "flags are letters of SAFRPU"),
  seq: told(["rcv_nxt", "snd_nxt", "isn", "abs"]),
  ack: told(["rcv_nxt", "snd_nxt", "isn", "abs"]).optional(),
  len: z.number().int().nonnegative().default(0),
  tsval: told(["recent", "abs"]).optional(),
  tsecr: told(["last", "abs"]).optional(),
  win: z.number().int().optional(),
});

const connect = z.strictObject({
  bind: z.enum(["same", "auto"]),
  reuseaddr: z.boolean().default(true),
});

const step = z.strictObject({
  wait_ms: z.number().nonnegative().optional().describe("since the state was reached"),
  send: send.optional(),
  connect: connect.optional(),
});

/** The states a case can bring about before its first step. */
export const STATES = [
  "TIME_WAIT",
  "FIN_WAIT2",
  "CLOSING_TW",
  "ESTABLISHED",
  "LAST_ACK",
  "CLOSE_WAIT",
  "FIN_WAIT1",
  "LISTEN",
] as const;

export const caseSchema = z.strictObject({
  id: z.string(),
  state: z.enum(STATES).default("TIME_WAIT"),
  role: z.enum(["server", "client"]).default("server"),
  first: z.literal("auto").optional().describe("the kernel chooses the first connection's port"),
  ts: z.boolean().default(true),
  tsval: z.number().int().default(1_000_000),
  isn: z.number().int().default(1_000_000),
  data: z.number().int().nonnegative().default(0),
  srv_data: z.number().int().nonnegative().default(0),
  listen: z.enum(["open", "closed"]).default("open"),
  reuseaddr: z.boolean().default(true),
  sysctl: z.record(z.string(), z.string()).default({}),
  rcv_wnd: z.number().int().optional().describe("given to a model: the window that was advertised"),
  steps: z.array(step).min(1),
});

const reply = z.looseObject({
  flags: z.string(),
  seq_rel_snd_nxt: z.number().optional(),
  ack_rel_rcv_nxt: z.number().optional(),
  ts: z.boolean().optional(),
  tsecr_rel_recent: z.number().nullish(),
});

export const resultSchema = z.looseObject({
  id: z.string(),
  state: z.string().optional(),
  rcv_wnd: z.number().nullish(),
  err: z.string().optional(),
  steps: z.array(
    z.looseObject({
      reaction: z.string().optional(),
      replies: z.array(reply).optional(),
      bind: z.string().nullish(),
      connect: z.string().nullish(),
      lport_same: z.boolean().nullish(),
      state_before: z.string().nullish(),
      state_after: z.string().nullish(),
      timer_restarted: z.boolean().nullish(),
      ms_since_tw: z.number().optional(),
    }),
  ),
});

/** A case as it was written: absent keys have their defaults. */
export type CaseInput = z.input<typeof caseSchema>;
/** A case with every default filled in. */
export type Case = z.output<typeof caseSchema>;
export type Send = z.output<typeof send>;
export type Connect = z.output<typeof connect>;
export type Result = z.output<typeof resultSchema>;
export type Reply = Result["steps"][number]["replies"] extends (infer Each)[] | undefined
  ? Each
  : never;

/** Reads JSON lines. Throws an Error that names the line which is not as it should be. */
export function parseLines<T>(text: string, schema: z.ZodType<T>): T[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `line ${index + 1}`;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      throw new Error(`${place}: not JSON`);
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    throw new Error(`${place}, ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  });
}
