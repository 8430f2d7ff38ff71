import type { Lang } from "../lang.ts";
import { arrow, box, label, svg, type Described, type Point } from "./svg.ts";

/** The states of a connection's end, where each stands; the kernel's names. */
const STATES = {
  ESTABLISHED: [190, 28],
  FIN_WAIT1: [66, 122],
  CLOSE_WAIT: [314, 122],
  FIN_WAIT2: [66, 216],
  CLOSING: [190, 216],
  LAST_ACK: [314, 216],
  TIME_WAIT: [128, 318],
  CLOSED: [314, 318],
  SYN_RECV: [128, 406],
} as const satisfies Record<string, Point>;

export type State = keyof typeof STATES;

const SIZE: Point = [104, 32];
const [WIDE, HIGH] = [SIZE[0] / 2, SIZE[1] / 2];

/** One way from state to state. */
interface Step {
  readonly from: State;
  readonly to: State;
  /** What makes it go: a call, an arrival, a timer; and what is sent. */
  readonly when: Record<Lang, string>;
  /** Where its label stands. */
  readonly at: Point;
  readonly anchor?: "start" | "end";
}

const closes = { en: "close()\nFIN sent", "zh-cn": "close()\n发 FIN" };
const finArrives = { en: "FIN comes\nACK sent", "zh-cn": "收到 FIN\n发 ACK" };
const ackArrives = { en: "ACK comes", "zh-cn": "收到 ACK" };

/** The ways out of a connection (RFC 9293 §3.3.2); the last is Linux's, where the RFC says MAY. */
export const STEPS: readonly Step[] = [
  { from: "ESTABLISHED", to: "FIN_WAIT1", when: closes, at: [100, 68], anchor: "end" },
  { from: "ESTABLISHED", to: "CLOSE_WAIT", when: finArrives, at: [280, 68], anchor: "start" },
  { from: "FIN_WAIT1", to: "FIN_WAIT2", when: ackArrives, at: [60, 174], anchor: "end" },
  { from: "FIN_WAIT1", to: "CLOSING", when: finArrives, at: [150, 160], anchor: "start" },
  { from: "CLOSE_WAIT", to: "LAST_ACK", when: closes, at: [322, 164], anchor: "start" },
  { from: "FIN_WAIT2", to: "TIME_WAIT", when: finArrives, at: [76, 260], anchor: "end" },
  { from: "CLOSING", to: "TIME_WAIT", when: ackArrives, at: [172, 268], anchor: "start" },
  { from: "LAST_ACK", to: "CLOSED", when: ackArrives, at: [308, 270], anchor: "end" },
  { from: "TIME_WAIT", to: "CLOSED", when: { en: "60 s", "zh-cn": "60 秒" }, at: [220, 312] },
  {
    from: "TIME_WAIT",
    to: "SYN_RECV",
    when: { en: "a new SYN: reopened", "zh-cn": "新的 SYN：重新打开" },
    at: [138, 366],
    anchor: "start",
  },
];

/** From a box's edge to another's: straight down, straight across, or from bottom to top. */
function way({ from, to }: Step): Point[] {
  const [[x, y], [toX, toY]] = [STATES[from], STATES[to]];
  if (y === toY)
    return [
      [x + WIDE, y],
      [toX - WIDE, toY],
    ];
  // Two ways meet at TIME_WAIT's top, and two begin at ESTABLISHED's bottom: each on its side.
  const lean = Math.sign(toX - x);
  return [
    [x + lean * 26, y + HIGH],
    [toX - lean * 26, toY - HIGH],
  ];
}

/**
 * The closing half of TCP's state diagram, with both roads to TIME_WAIT.
 * @param path states one after the other whose ways are drawn heavier
 */
export function drawStates(described: Described, lang: Lang, path: readonly State[] = []): string {
  const taken = ({ from, to }: Step) =>
    path.some((state, at) => state === from && path[at + 1] === to);
  const edges = STEPS.map((step) => {
    const css = taken(step) ? "on" : step.to === "SYN_RECV" ? "may" : "";
    return arrow(css, way(step)) + label("at", step.at, step.when[lang], step.anchor);
  });
  const states = (Object.entries(STATES) as [State, Point][]).map(([name, at]) => {
    const css = path.includes(name) ? "state on" : "state";
    const hatched = ["twp", "twh", "twe"].map((css) => box(css, at, SIZE)).join("");
    const plate = box("plate", at, [84, 19]);
    return name === "TIME_WAIT"
      ? hatched + plate + label("name tw", [at[0], at[1] + 4], name)
      : box(css, at, SIZE) + label("name", [at[0], at[1] + 4], name);
  });
  return svg(described, [380, 428], [...edges, ...states]);
}
