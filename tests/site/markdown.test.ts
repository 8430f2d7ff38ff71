import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { markdownTwin } from "../../src/site/markdown/twin.ts";
import { DIST, pages } from "./dist.ts";

const written = pages.filter(([path]) => path !== "404.html");
const twinOf = (path: string) => readFileSync(join(DIST, path.replace(/html$/, "md")), "utf8");

describe("the Markdown twin of a page", () => {
  test("is there for every page, and the page says where", () => {
    for (const [path, html] of written) {
      expect(existsSync(join(DIST, path.replace(/html$/, "md"))), path).toBe(true);
      expect(html, path).toContain(
        `<link rel="alternate" type="text/markdown" href="/${path.replace(/html$/, "md")}">`,
      );
    }
  });

  test("keeps the headings with their ids, and no markup", () => {
    for (const [path, html] of written) {
      const twin = twinOf(path);
      const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
      const headings = Array.from(main.matchAll(/<h[23] id="([^"]+)"/g), ([, id]) => `{#${id}}`);
      const reads = !/^(zh-cn\/)?(lab\/)?index\.html$/.test(path); // these two hide what only scripts use
      for (const id of reads ? headings : []) expect(twin, `${path} ${id}`).toContain(id);
      const prose = twin.replace(/^<!-- .* -->/, "").replaceAll(/^```.*?^```$|`+.*?`+/gms, "");
      expect(prose.match(/(?<!\\)<\/?[a-z][^>\n]*>/), path).toBeNull();
      expect(twin, path).not.toMatch(/\]\((?!https?:)/); // every link has its whole address
    }
  });

  test("tells a chapter whole: prose, packets, terminals, code and what it shows", () => {
    const twin = twinOf("server-time-wait/index.html");
    expect(twin).toMatch(/^# Experiment\s1: the server holds TIME_WAIT$/m);
    expect(twin).toMatch(/^\| 10 \| [\d.]+ \| client to server \| SYN \| rcv_nxt \+ [\d,]+ \|/m);
    expect(twin).toMatch(/^\[\d\.\d{3}\] \$ ncat -p 59818 127\.0\.0\.1 8888$/m);
    expect(twin).toContain('```ts\nimport { diff, endSeq } from "time-wait";');
    expect(twin).toMatch(/^new ISN − old snd_nxt 65537$/m);
    expect(twin).toMatch(
      /TIME_WAIT\. \(\[first-closer-holds-time-wait\]\([^)]*\/claims\/first-closer-holds-time-wait\/\)\)/,
    );
    expect(twin).not.toMatch(/Undo reset|Play again|undefined/);
  });

  test("leaves out what is pressed or hidden, and spaces what only CSS sets apart", () => {
    const html =
      "<main><p>One <b>two</b><i>three</i> <button>press</button></p><p hidden>no</p></main>";
    expect(markdownTwin(html, "https://x.example/")).toBe(
      "<!-- https://x.example/ -->\n\nOne **two** *three*\n",
    );
  });
});
