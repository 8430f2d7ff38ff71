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
  }
> = {
  en: {
    title: "Claims",
    intro:
      "Each sentence can be cited by its id, which never changes, and leads to the recording that proves it.",
    seenIn: "Seen in",
    step: (step) => `step “${step}”`,
    packets: (numbers) => `${numbers.length === 1 ? "packet" : "packets"} ${numbers.join(", ")}`,
    checked: "Checked",
    clause: "Clause",
    kernel: "Kernel",
    heldOn: "Held on",
    tests: "Model tests",
    chapter: "Chapter",
    limits: "Limits",
    cite: "Cite",
  },
  "zh-cn": {
    title: "论断",
    intro: "每一句都可以用它的编号引用。编号从不改变，并通向证明它的实录。",
    seenIn: "见于",
    step: (step) => `步骤“${step}”`,
    packets: (numbers) => `第 ${numbers.join("、")} 个包`,
    checked: "已核对",
    clause: "条款",
    kernel: "内核",
    heldOn: "成立于",
    tests: "模型测试",
    chapter: "章节",
    limits: "限度",
    cite: "引用",
  },
};
