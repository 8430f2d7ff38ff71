import { describe, expect, test } from "vitest";
import { apart, asked, oneSpelling, together } from "../../src/site/search/spelling.ts";
import { useWalk, walking } from "./walk.ts";

describe("what is asked", () => {
  test.each(["TIME_WAIT", "TIME-WAIT", "timewait", "time wait", "Time-Wait", "时间等待"])(
    "%s is TIME_WAIT",
    (term) => {
      expect(asked(term)).toBe("TIME_WAIT");
    },
  );

  test("a run of Chinese characters is a phrase, words among them are not", () => {
    expect(asked("端口")).toBe('"端 口"');
    expect(asked("端口 bind")).toBe("端 口 bind");
    expect(asked("rfc6455")).toBe("RFC 6455");
  });

  test("what was taken apart for the index is read whole", () => {
    const text = "服务端持有<mark>TIME_WAIT</mark>，见“时间戳”一节（PAWS）。";
    expect(together(apart(text))).toBe(text);
    expect(oneSpelling("inet_timewait_sock and TIME-WAIT")).toBe(
      "inet_timewait_sock and TIME_WAIT",
    );
  });
});

describe("the search", () => {
  const { open } = useWalk();

  /** The addresses found for each term, all of them, from the index that the dialog asks. */
  const found = async (home: string, terms: readonly string[]) => {
    const { page } = await open(home);
    const lang = home === "/" ? "en" : "zh-cn";
    // As text: the test runner would rewrite an import().
    const answers = (await page.evaluate(`(async () => {
      const { search } = await import("/pagefind/${lang}/pagefind.js");
      const all = [];
      for (const term of ${JSON.stringify(terms.map(asked))}) {
        const { results } = await search(term);
        all.push(await Promise.all(results.map(async (one) => (await one.data()).url)));
      }
      return all;
    })()`)) as string[][];
    return new Map(terms.map((term, index) => [term, answers[index] ?? []]));
  };

  walking(
    "finds the same whichever way TIME_WAIT is spelt, and the field's own words",
    async () => {
      const all = await found("/", [
        ...["TIME_WAIT", "TIME-WAIT", "timewait", "time wait"],
        ...["tcp_tw_reuse", "7.1.1", "RFC6455", "2MSL", "EADDRNOTAVAIL", "four-tuple", "walks in"],
      ]);
      const pages = all.get("TIME_WAIT") ?? [];
      expect(pages).toContain("/two-maxims/");
      expect(pages).toContain("/claims/time-wait-lasts-60-s/");
      expect(pages).toContain("/glossary/#time-wait");
      expect(pages).toContain("/sessions/server-time-wait/#s/server-time-wait/time-wait");
      for (const term of ["TIME-WAIT", "timewait", "time wait"])
        expect(all.get(term)).toEqual(pages);
      expect(all.get("tcp_tw_reuse")).toContain("/tcp-tw-reuse/");
      expect(all.get("7.1.1")).toContain("/the-rfc/");
      expect(all.get("RFC6455")).toContain("/the-rfc/");
      expect(all.get("2MSL")).toContain("/the-rfc/");
      expect(all.get("EADDRNOTAVAIL")).toContain("/client-time-wait/");
      expect(all.get("four-tuple")).toContain("/glossary/#four-tuple");
      expect(all.get("walks in")).toContain("/server-time-wait/");
    },
  );

  walking("finds Chinese as it is written", async () => {
    const all = await found("/zh-cn/", ["时间等待", "TIME-WAIT", "端口", "时间戳", "tcp_tw_reuse"]);
    expect(all.get("时间等待")).toContain("/zh-cn/two-maxims/");
    expect(all.get("时间等待")).toEqual(all.get("TIME-WAIT"));
    expect(all.get("端口")).toContain("/zh-cn/client-time-wait/");
    expect(all.get("端口")?.length).toBeGreaterThan(20);
    expect(all.get("时间戳")).toContain("/zh-cn/claims/reuse-needs-timestamps/");
    expect(all.get("tcp_tw_reuse")).toContain("/zh-cn/tcp-tw-reuse/");
    for (const urls of all.values()) for (const url of urls) expect(url).toMatch(/^\/zh-cn\//);
  });

  walking("is opened, asked and followed with the keyboard alone", async () => {
    const { page, loaded } = await open("/zh-cn/");
    expect((await loaded()).filter(({ url }) => url.includes("pagefind"))).toEqual([]);
    await page.keyboard.press("/");
    await page.waitForSelector("dialog.search input:focus");
    await page.keyboard.type("端口");
    const link = "dialog.search .pagefind-ui__result-link";
    await page.waitForSelector(link);
    const excerpt = await page.$eval(".pagefind-ui__result-excerpt", (one) => one.textContent);
    expect(excerpt).toContain("端口");
    expect(excerpt).not.toMatch(/\p{Script=Han} \p{Script=Han}/u);
    for (let presses = 0; presses < 5; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((css) => document.activeElement?.matches(css), link)) break;
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    expect(new URL(page.url()).pathname).toMatch(/^\/zh-cn\/.+/);
  });
});
