import type { Branch } from "../../src/model/index.ts";
import type { Lang } from "../lang.ts";
import { arrow, box, label, svg, type Described, type Point } from "./svg.ts";

/** A question of the procedure, the conditions that answer it, and where either answer leads. */
export interface Question {
  readonly id: string;
  readonly asks: Record<Lang, string>;
  /** What the model calls its conditions; all true is yes. */
  readonly conditions: readonly string[];
  readonly yes: string;
  readonly no: string;
}

/** What it ends with. */
export const OUTCOMES = {
  other: { en: "no new SYN:\nother rules", "zh-cn": "不是新 SYN：\n另有规则" },
  vetoed: { en: "ACK;\n60 s again", "zh-cn": "ACK；\n60 秒重计" },
  refused: { en: "ACK", "zh-cn": "ACK" },
  unheard: { en: "ACK", "zh-cn": "ACK" },
  reopened: { en: "SYN-ACK: reopened", "zh-cn": "SYN-ACK：重新打开" },
} as const satisfies Record<string, Record<Lang, string>>;

/** net/ipv4/tcp_minisocks.c:tcp_timewait_state_process and its caller, as far as a SYN is concerned. */
export const QUESTIONS: readonly Question[] = [
  {
    id: "syn",
    asks: { en: "a SYN, without RST and ACK?", "zh-cn": "是 SYN，没有 RST 和 ACK？" },
    conditions: ["th->syn", "!th->rst", "!th->ack"],
    yes: "paws",
    no: "other",
  },
  {
    id: "paws",
    asks: { en: "TSval not older than ts_recent?", "zh-cn": "TSval 不比 ts_recent 旧？" },
    conditions: ["!paws_reject"],
    yes: "seq",
    no: "vetoed",
  },
  {
    id: "seq",
    asks: { en: "seq past rcv_nxt?", "zh-cn": "seq 在 rcv_nxt 之后？" },
    conditions: ["after(seq, tw_rcv_nxt)"],
    yes: "listener",
    no: "stamps",
  },
  {
    id: "stamps",
    asks: { en: "timestamps, then and now?", "zh-cn": "新旧都有时间戳？" },
    conditions: ["saw_tstamp"],
    yes: "newer",
    no: "refused",
  },
  {
    id: "newer",
    asks: { en: "TSval newer than ts_recent?", "zh-cn": "TSval 比 ts_recent 新？" },
    conditions: ["(s32)(tw_ts_recent - rcv_tsval) < 0"],
    yes: "listener",
    no: "refused",
  },
  {
    id: "listener",
    asks: { en: "does anybody listen?", "zh-cn": "有人监听？" },
    conditions: ["inet_lookup_listener()"],
    yes: "reopened",
    no: "unheard",
  },
];

/** How a question was answered: true, false, or null where it was never asked. */
export function answerTo({ conditions }: Question, branches: readonly Branch[]): boolean | null {
  // A condition may be asked twice, before these lines too: the later one is the SYN's.
  const values = conditions.map(
    (name) => branches.findLast(({ condition }) => condition === name)?.value,
  );
  if (values.includes(false)) return false;
  return values.every((value) => value === true) ? true : null;
}

const [LEFT, RIGHT, FIRST, STEP] = [138, 328, 30, 70];
const NODE: Point = [212, 36];
const END: Point = [96, 40];
const rowOf = (id: string) => QUESTIONS.findIndex((one) => one.id === id);
const y = (row: number) => FIRST + row * STEP;

/** Where each outcome stands: beside the question that has it; the last below all. */
const ENDS: Record<keyof typeof OUTCOMES, Point> = {
  other: [RIGHT, y(0)],
  vetoed: [RIGHT, y(1)],
  refused: [RIGHT, y(3.5)],
  unheard: [RIGHT, y(5)],
  reopened: [LEFT, y(6)],
};

/** The way of one answer: across to an outcome, down to the next question, or round those between. */
function way(row: number, to: string, end: Point | undefined): Point[] {
  const [left, right] = [LEFT - NODE[0] / 2, LEFT + NODE[0] / 2];
  const [top, bottom] = [y(row) - NODE[1] / 2, y(row) + NODE[1] / 2];
  if (end?.[0] === RIGHT) {
    const straight = Math.abs(end[1] - y(row)) < 1;
    const edge: Point = [RIGHT - END[0] / 2, end[1]];
    return straight
      ? [[right, y(row)], edge]
      : [[right, y(row)], [edge[0] - 12, y(row)], [edge[0] - 12, end[1]], edge];
  }
  const next = end ? row + 1 : rowOf(to);
  if (next === row + 1)
    return [
      [LEFT, bottom],
      [LEFT, top + STEP],
    ];
  return [
    [left, y(row)],
    [14, y(row)],
    [14, y(next)],
    [left, y(next)],
  ];
}

/**
 * What TIME_WAIT asks of a SYN, in its order.
 * @param branches what was evaluated for one segment: its way is drawn heavier
 */
export function drawProcedure(
  described: Described,
  lang: Lang,
  { yes, no }: { yes: string; no: string },
  branches: readonly Branch[] | null,
): string {
  const reached = new Set<string>();
  const edges = QUESTIONS.flatMap((question, row) => {
    const answer = branches && answerTo(question, branches);
    return ([true, false] as const).map((value) => {
      const to = value ? question.yes : question.no;
      const end = (ENDS as Record<string, Point>)[to];
      const points = way(row, to, end);
      const taken = answer === value;
      if (taken) reached.add(to);
      const [[x, at] = [0, 0], [nextX] = [0]] = points;
      const beside: Point = x === nextX ? [x + 8, at + 16] : [x + (nextX < x ? -6 : 6), at - 5];
      const anchor = nextX < x ? "end" : "start";
      return arrow(taken ? "on" : "", points) + label("at", beside, value ? yes : no, anchor);
    });
  });
  const nodes = QUESTIONS.map((question, row) => {
    const answer = branches && answerTo(question, branches);
    const css = branches ? { true: "yes", false: "no", null: "un" }[`${answer}`] : "";
    return (
      box(`state ${css}`, [LEFT, y(row)], NODE) +
      label("ask", [LEFT, y(row) + 4], question.asks[lang])
    );
  });
  const ends = (Object.entries(ENDS) as [keyof typeof OUTCOMES, Point][]).map(([id, [x, at]]) => {
    const text = OUTCOMES[id][lang];
    const size: Point = id === "reopened" ? NODE : END;
    const css = `end${reached.has(id) ? " on" : ""}`;
    return box(css, [x, at], size) + label(css, [x, at + (text.includes("\n") ? -3 : 4)], text);
  });
  // What was not taken lies below what was.
  const laid = edges.toSorted(
    (a, b) => Number(a.includes("edge on")) - Number(b.includes("edge on")),
  );
  return svg(described, [380, y(6) + 26], [...laid, ...nodes, ...ends]);
}
