import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newPage, type FakeStorage } from "./storage.ts";

let storage: FakeStorage;
let page: EventTarget;
let store: typeof import("../../components/store/store.ts");

beforeEach(async () => {
  ({ storage, page } = newPage());
  store = await import("../../components/store/store.ts");
});
afterEach(() => vi.unstubAllGlobals());

const numbers = {
  version: 1,
  fallback: [] as readonly number[],
  parse: (data: unknown) =>
    Array.isArray(data) && data.every((one): one is number => typeof one === "number")
      ? data
      : null,
};
const KEY = "wcf:numbers";

/** What another tab does: it changes storage, and this page hears of it. */
function otherTab(key: string | null, text: string | null): void {
  if (key === null) storage.kept.clear();
  else if (text === null) storage.kept.delete(key);
  else storage.kept.set(key, text);
  page.dispatchEvent(Object.assign(new Event("storage"), { key }));
}

describe("a part", () => {
  test("is kept as versioned JSON and read again", () => {
    const part = store.part("numbers", numbers);
    expect(part.read()).toEqual([]);
    part.write([1, 2]);
    expect(part.read()).toEqual([1, 2]);
    expect(storage.kept.get(KEY)).toBe('{"v":1,"data":[1,2]}');
    expect(store.part("numbers", numbers).read()).toEqual([1, 2]);
    part.reset();
    expect(part.read()).toEqual([]);
    expect(storage.kept.size).toBe(0);
  });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["a number", "7"],
    ["no version", '{"data":[1]}'],
    ["a strange version", '{"v":"1","data":[1]}'],
    ["version 0", '{"v":0,"data":[1]}'],
    ["half a version", '{"v":1.5,"data":[1]}'],
    ["other data", '{"v":1,"data":["x"]}'],
    ["no data", '{"v":1}'],
    ["a prototype", '{"v":1,"data":{"__proto__":{"length":1}}}'],
  ])("falls back where %s is kept", (_what, text) => {
    storage.kept.set(KEY, text);
    expect(store.part("numbers", numbers).read()).toEqual([]);
  });

  test("never throws, whatever is kept", () => {
    const part = store.part("numbers", numbers);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        storage.kept.set(KEY, text);
        expect(Array.isArray(part.read())).toBe(true);
      }),
    );
  });

  test("falls back where its own check throws", () => {
    storage.kept.set(KEY, '{"v":1,"data":null}');
    const parse = (data: unknown) => (data as number[]).map(Number);
    expect(store.part("numbers", { ...numbers, parse }).read()).toEqual([]);
  });
});

describe("versions", () => {
  const named = {
    version: 3,
    fallback: { numbers: [] as readonly number[], name: "" },
    parse: (data: unknown) => {
      const { numbers: list, name } = data as Record<string, unknown>;
      const parsed = numbers.parse(list);
      return parsed && typeof name === "string" ? { numbers: parsed, name } : null;
    },
    migrations: {
      1: (data: unknown) => ({ numbers: data }),
      2: (data: unknown) => ({ ...(data as object), name: "old" }),
    },
  };

  test("an older one is migrated, step by step, and written as the new one", () => {
    storage.kept.set(KEY, '{"v":1,"data":[1]}');
    const part = store.part("numbers", named);
    expect(part.read()).toEqual({ numbers: [1], name: "old" });
    storage.kept.set(KEY, '{"v":2,"data":{"numbers":[2]}}');
    expect(part.read()).toEqual({ numbers: [2], name: "old" });
    part.write({ numbers: [3], name: "new" });
    expect(storage.kept.get(KEY)).toBe('{"v":3,"data":{"numbers":[3],"name":"new"}}');
  });

  test("one without a way from it, or with a damaged way, falls back", () => {
    storage.kept.set(KEY, '{"v":1,"data":[1]}');
    const { version, fallback, parse } = named;
    expect(store.part("numbers", { version, fallback, parse }).read()).toEqual(named.fallback);
    storage.kept.set(KEY, '{"v":2,"data":7}');
    expect(store.part("numbers", named).read()).toEqual(named.fallback);
  });

  test("a newer one is not read and not destroyed", () => {
    const newer = '{"v":9,"data":"from tomorrow"}';
    storage.kept.set(KEY, newer);
    const part = store.part("numbers", numbers);
    expect(part.read()).toEqual([]);
    part.write([1]);
    part.write([1, 2]);
    expect(part.read()).toEqual([1, 2]);
    expect(storage.kept.get(KEY)).toBe(newer);
  });
});

describe.each(["full", "blocked"] as const)("with storage %s", (trouble) => {
  test("a part lasts as long as the page", () => {
    storage.trouble = trouble;
    const part = store.part("numbers", numbers);
    const heard: (readonly number[])[] = [];
    part.onChange((value) => heard.push(value));
    part.write([1]);
    expect(part.read()).toEqual([1]);
    expect(store.part("numbers", numbers).read()).toEqual([1]);
    expect(store.everything()).toEqual({ numbers: '{"v":1,"data":[1]}' });
    part.reset();
    expect(part.read()).toEqual([]);
    expect(heard).toEqual([[1], []]);
  });
});

describe("changes", () => {
  test("are heard in the same page, by every part of that name and no other", () => {
    const heard: string[] = [];
    store.part("numbers", numbers).onChange((value) => heard.push(`one ${value.join()}`));
    const stop = store
      .part("numbers", numbers)
      .onChange((value) => heard.push(`two ${value.join()}`));
    store.part("others", numbers).onChange(() => heard.push("other"));
    store.part("numbers", numbers).write([1]);
    stop();
    store.part("numbers", numbers).write([2]);
    expect(heard).toEqual(["one 1", "two 1", "one 2"]);
  });

  test("in another tab are heard, and count more than what this page could not store", () => {
    const part = store.part("numbers", numbers);
    const heard: (readonly number[])[] = [];
    part.onChange((value) => heard.push(value));
    storage.trouble = "full";
    part.write([1]);
    storage.trouble = "none";
    otherTab(KEY, '{"v":1,"data":[2]}');
    otherTab("unrelated", "7");
    otherTab(KEY, "damaged");
    otherTab(null, null);
    expect(heard).toEqual([[1], [2], [], []]);
  });
});

describe("everything", () => {
  test("goes into another browser and back, and leaves alone what is not ours", () => {
    storage.kept.set("wcf-theme", "dark");
    storage.kept.set("elsewhere", "7");
    store.part("numbers", numbers).write([1]);
    store.part("others", numbers).write([2]);
    const all = store.everything();
    expect(all).toEqual({ numbers: '{"v":1,"data":[1]}', others: '{"v":1,"data":[2]}' });
    store.replaceEverything(null);
    expect([...storage.kept.keys()]).toEqual(["wcf-theme", "elsewhere"]);
    store.part("third", numbers).write([3]);
    const heard: (readonly number[])[] = [];
    store.part("third", numbers).onChange((value) => heard.push(value));
    store.replaceEverything(all);
    expect(store.everything()).toEqual(all);
    expect(heard).toEqual([[]]);
  });

  test("is not replaced by what has no version", () => {
    store.replaceEverything({ numbers: "damaged", others: '{"v":1,"data":[2]}' });
    expect(store.everything()).toEqual({ others: '{"v":1,"data":[2]}' });
  });
});
