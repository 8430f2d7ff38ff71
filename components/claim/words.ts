import type { Lang } from "../lang.ts";

/** What stands around a claim. */
interface ClaimWords {
  readonly title: string;
  readonly intro: string;
  readonly seenIn: string;
  readonly step: (step: string) => string;
  readonly packets: (numbers: readonly number[]) => string;
  readonly cases: (count: number) => string;
  readonly readIn: (release: string, name: string) => string;
  readonly notRun: string;
  readonly checked: string;
  readonly clause: string;
  readonly kernel: string;
  readonly heldOn: string;
  /** Of one kernel: all the evidence shows it, some of it, or a recording does not. */
  readonly held: string;
  readonly heldInPart: string;
  readonly notHeld: string;
  readonly tests: string;
  readonly chapter: string;
  readonly limits: string;
  readonly refuted: string;
  readonly cite: string;
  readonly plain: string;
  readonly link: string;
  /** The mark at a claim's sentence. */
  readonly mark: (id: string) => string;
  readonly caseTable: {
    readonly title: string;
    readonly intro: (verdict: string) => string;
    readonly id: string;
    readonly sent: string;
    readonly files: string;
  };
  readonly byClause: string;
  readonly byKernel: string;
  readonly byFunction: string;
  readonly filter: {
    readonly label: string;
    readonly all: string;
    readonly shown: string;
  };
  /** Between two items of a line, and before an explanation. */
  readonly comma: string;
  readonly colon: string;
  readonly semicolon: string;
}

export const claimWords: Record<Lang, ClaimWords> = {
  en: {
    title: "Claims",
    intro:
      "Each sentence can be cited by its id, which never changes, and leads to the recording that shows it.",
    seenIn: "Seen in",
    step: (step) => `step “${step}”`,
    packets: (numbers) => `${numbers.length === 1 ? "packet" : "packets"} ${numbers.join(", ")}`,
    cases: (count) => (count === 1 ? "one recorded case" : `${count} recorded cases`),
    readIn: (release, name) => `read in ${name}, Linux ${release}`,
    notRun: "source, read and not run",
    checked: "Checked",
    clause: "Clause",
    kernel: "Kernel",
    heldOn: "Held on",
    held: "held",
    heldInPart: "held as far as it was recorded there",
    notHeld: "recorded, and not so",
    tests: "Tests",
    chapter: "Chapter",
    limits: "Limits",
    refuted: "What would refute it",
    cite: "Copy as",
    plain: "Plain text, 72 columns",
    link: "Link",
    mark: (id) => `Claim ${id}: the evidence`,
    caseTable: {
      title: "Recorded cases",
      intro: (verdict) =>
        `Each was sent to these kernels, and each time the answer was the same: ${verdict}. Numbers are told from the kernel’s own: rcv_nxt, snd_nxt, and the peer’s last timestamp.`,
      id: "Case",
      sent: "What was sent last",
      files: "All cases and all answers",
    },
    byClause: "By clause",
    byKernel: "By kernel",
    byFunction: "By kernel function",
    filter: { label: "Show", all: "all", shown: "shown" },
    comma: ", ",
    colon: ": ",
    semicolon: "; ",
  },
  "zh-cn": {
    title: "论断",
    intro: "每条论断都有固定不变的编号，可以直接引用；点开编号，就能看到展示它的实录。",
    seenIn: "见于",
    step: (step) => `步骤“${step}”`,
    packets: (numbers) => `第 ${numbers.join("、")} 个包`,
    cases: (count) => `${count} 个录下来的案例`,
    readIn: (release, name) => `读自 Linux ${release} 的 ${name}`,
    notRun: "只读了源码，没有运行",
    checked: "已核对",
    clause: "条款",
    kernel: "内核",
    heldOn: "验证过的内核",
    held: "成立",
    heldInPart: "在录制过的范围内成立",
    notHeld: "录制过，并非如此",
    tests: "测试",
    chapter: "章节",
    limits: "适用范围",
    refuted: "怎样能推翻它",
    cite: "复制为",
    plain: "纯文本，72 列",
    link: "链接",
    mark: (id) => `论断 ${id}：看证据`,
    caseTable: {
      title: "录下来的案例",
      intro: (verdict) =>
        `每个案例都发给了这些内核，回答每次都一样：${verdict}。序列号和时间戳都相对内核自己的数给出：rcv_nxt、snd_nxt，以及对端最后的时间戳。`,
      id: "案例",
      sent: "最后发出的",
      files: "全部案例和全部回答",
    },
    byClause: "按条款",
    byKernel: "按内核",
    byFunction: "按内核函数",
    filter: { label: "显示", all: "全部", shown: "条" },
    comma: "，",
    colon: "：",
    semicolon: "；",
  },
};
