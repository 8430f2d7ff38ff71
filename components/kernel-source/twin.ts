import { readFileSync } from "node:fs";
import type { Excerpt } from "./schema.ts";
import type { Testing } from "./lit.ts";

/** Lines of the model, each with the conditions it names, and where they begin. */
export interface Twin {
  readonly file: string;
  readonly line: number;
  readonly lines: readonly Testing[];
}

/** `test("seq == tw_rcv_nxt", seq === rcvNxt)` names its condition; with a `(` inside it, too. */
const TEST = /test\("([^"]+)", [^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)/g;

/**
 * The model's own lines from one that begins with `from` to one that begins with `to`, without their
 * common indentation. To be called from the project's root. Throws an Error when they are not there.
 */
export function twinOf({ file, from, to }: NonNullable<Excerpt["twin"]>): Twin {
  const all = readFileSync(file, "utf8").split("\n");
  const first = all.findIndex((line) => line.trimStart().startsWith(from));
  const last = all.findIndex((line, index) => index >= first && line.trimStart().startsWith(to));
  if (first < 0 || last < 0)
    throw new Error(`${file}: no lines from "${from}" to "${to}"; mend the excerpt's twin.`);
  const cut = all.slice(first, last + 1);
  const indent = Math.min(
    ...cut.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)),
  );
  let depth = 0;
  const lines = cut.map((text): Testing => {
    const code = text.slice(indent);
    const tests = Array.from(code.matchAll(TEST), ([call = "", model = ""]) => ({
      code: call,
      model,
    }));
    const within = depth;
    if (/^\s*\) \{$/.test(code)) depth += 1;
    return { code, tests, within, ...(/^\s*return /.test(code) && { returns: true as const }) };
  });
  return { file, line: first + 1, lines };
}
