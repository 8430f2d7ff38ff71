import type { Lang } from "../lang.ts";

/** What stands around a claim. */
export const claimWords: Record<
  Lang,
  {
    title: string;
    intro: string;
    seenIn: string;
    step: (step: string) => string;
    packets: (numbers: readonly number[]) => string;
    checked: string;
    clause: string;
    kernel: string;
    heldOn: string;
    tests: string;
    chapter: string;
    limits: string;
    cite: string;
    plain: string;
    link: string;
    /** Between two items of a line, and before an explanation. */
    comma: string;
    colon: string;
    semicolon: string;
  }
> = {
  en: {
    title: "Claims",
    intro:
      "Each sentence can be cited by its id, which never changes, and leads to the recording that shows it.",
    seenIn: "Seen in",
    step: (step) => `step “${step}”`,
    packets: (numbers) => `${numbers.length === 1 ? "packet" : "packets"} ${numbers.join(", ")}`,
    checked: "Checked",
    clause: "Clause",
    kernel: "Kernel",
    heldOn: "Held on",
    tests: "Tests",
    chapter: "Chapter",
    limits: "Limits",
    cite: "Cite",
    plain: "plain text",
    link: "Link",
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
    checked: "已核对",
    clause: "条款",
    kernel: "内核",
    heldOn: "验证过的内核",
    tests: "测试",
    chapter: "章节",
    limits: "适用范围",
    cite: "引用",
    plain: "纯文本",
    link: "链接",
    comma: "，",
    colon: "：",
    semicolon: "；",
  },
};
