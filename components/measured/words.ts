import type { Lang } from "../lang.ts";

/** What a measurement's table says besides its own words. */
interface MeasuredWords {
  readonly unit: (unit: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly source: string;
  readonly colon: string;
  readonly comma: string;
  readonly stop: string;
}

export const measuredWords: Record<Lang, MeasuredWords> = {
  en: {
    unit: (unit) => ` (${unit})`,
    yes: "yes",
    no: "no",
    source: "Measurement",
    colon: ": ",
    comma: ", ",
    stop: ".",
  },
  "zh-cn": {
    unit: (unit) => `（${unit}）`,
    yes: "是",
    no: "否",
    source: "测量",
    colon: "：",
    comma: "，",
    stop: "。",
  },
};
