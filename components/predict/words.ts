import type { Lang } from "../lang.ts";

/** What stands around a prediction. */
interface PredictWords {
  readonly kept: string;
  readonly forget: string;
  readonly why: string;
  readonly was: (answer: string) => string;
  readonly right: string;
  readonly wrong: readonly [before: string, after: string];
  readonly happened: string;
  readonly see: string;
}

export const predictWords: Record<Lang, PredictWords> = {
  en: {
    kept: "Your answer stays on this device. The recording will show it beside what happened.",
    forget: "Forget it",
    why: "What happened, and why",
    was: (answer) => `It was: ${answer}`,
    right: "As you predicted.",
    wrong: ["You predicted: ", ""],
    happened: "what happened",
    see: "See it in the recording",
  },
  "zh-cn": {
    kept: "答案只保存在本机，播放实录时会与结果并列。",
    forget: "清除答案",
    why: "实际发生了什么，为什么",
    was: (answer) => `实际：${answer}`,
    right: "与你的预测一致。",
    wrong: ["你的预测：", ""],
    happened: "实际如此",
    see: "在实录里看",
  },
};
