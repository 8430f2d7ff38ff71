import { describe, expect, test } from "vitest";
import { chinese } from "./chinese.ts";

const texts = chinese();

/** Where a pattern occurs, with a little of what is around it. */
const found = (pattern: RegExp): string[] =>
  texts.flatMap(({ file, text }) =>
    Array.from(
      text.matchAll(pattern),
      ({ index, 0: hit }) =>
        `${file}: ${text.slice(Math.max(0, index - 12), index + hit.length + 12)}`,
    ),
  );

test("everything is read: pages, their tags, what YAML says, and programs", () => {
  for (const said of [
    "实验一：TIME_WAIT 留在服务端",
    "立即返回一个 SYN-ACK。",
    "SYN 径直进来了",
    "网络命名空间",
    "与你的预测一致。",
  ])
    expect(texts.map(({ text }) => text)).toContain(said);
});

describe("punctuation", () => {
  test.each([
    [
      "is full width beside 汉字",
      /\p{Script=Han}[,;:!?()]|[,;!?]\p{Script=Han}|(?<!\()\)\p{Script=Han}/gu,
    ],
    ["has no space beside it", / [，。；：？！、（）《》“”]|[，。；：？！、（）《》“”] /gu],
    ["ends no sentence with a full stop", /\p{Script=Han}\.(?:\s|$)/gu],
    ["has curly quotation marks, in pairs", /["「」『』]|^[^“”]*“[^”]*$|^[^“]*”[^”]*$/gu],
    ["has dots and dashes by twos", /\.\.\.|。。|(?<!…)…(?!…)|(?<!—)—(?!—)|--/gu],
  ])("%s", (_, pattern) => expect(found(pattern)).toEqual([]));

  test("nor is there a space between 汉字, or two anywhere", () =>
    expect(found(/\p{Script=Han} +\p{Script=Han}|\S {2,}\S/gu)).toEqual([]));
});

/** What is not said, and what is said instead. */
const TERMS: readonly (readonly [RegExp, string])[] = [
  [/(?<!但此‘|并没有服务端)复用/g, "重用, but where the article is quoted"],
  [/环回/g, "回环"],
  [/缺省/g, "默认"],
  [/(?<!Web )服务器(?!的回答)/g, "服务端, but for a machine that serves pages"],
  [/客户机|主机端/g, "客户端"],
  [/序号|顺序号/g, "序列号"],
  [/时戳/g, "时间戳"],
  [/数据包/g, "包"],
  [/套接口/g, "套接字"],
  [/监听器/g, "监听套接字"],
  [/重置包/g, "RST"],
  [/单元格/g, "代码单元"],
];

test.each(TERMS)("%s is not said, but %s", (pattern) => {
  const said = found(pattern).filter((one) => !one.startsWith("src/lab/experiments/")); // as recorded
  expect(said).toEqual([]);
});
