import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellModules } from "../../src/notebook/vite.ts";
import { serve } from "../../src/site/serve.ts";
import { escapes, exhausts } from "./attacks.ts";
import { chromium, firefox } from "./engines/installed.ts";
import { DIST } from "./dist.ts";

const engines = [
  {
    name: "Chromium",
    browser: "chrome",
    path: chromium(),
    args: ["--no-sandbox", "--disable-gpu"],
  },
  { name: "Firefox", browser: "firefox", path: firefox(), args: [] },
] as const;

/** How long an attack may run, in ms: enough for its answer, short enough for many of them. */
const BUDGET = 1_000;

/** What runs a cell in a page, as a script that defines `sandbox`. */
async function runner(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    plugins: [cellModules()],
    build: {
      write: false,
      lib: { entry: "components/cell/sandbox.ts", formats: ["iife"], name: "sandbox" },
    },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) throw new Error("vite made no bundle of the sandbox");
  return `${bundle.output[0].code}\nwindow.sandbox = sandbox;`;
}

/** Another server, which counts who comes. */
function counting(): { server: Server; came: () => number } {
  let came = 0;
  const server = createServer((_request, response) => {
    came++;
    response.setHeader("access-control-allow-origin", "*").end("export default 1;");
  }).on("upgrade", (_request, socket) => {
    came++;
    socket.destroy();
  });
  return { server, came: () => came };
}

interface Ran {
  readonly kind: string;
  readonly shown: readonly string[];
}

for (const { name, browser: kind, path, args } of engines) {
  if (path === null && process.env.CI) throw new Error(`no ${name} was found`);
  describe.skipIf(path === null)(`in ${name}`, () => {
    const elsewhere = counting();
    let site: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    let page: Page;
    let target = "";

    beforeAll(async () => {
      site = await serve(DIST, 0);
      await new Promise<void>((resolve) => elsewhere.server.listen(0, "127.0.0.1", resolve));
      target = `http://127.0.0.1:${(elsewhere.server.address() as AddressInfo).port}/`;
      browser = await puppeteer.launch({
        browser: kind,
        executablePath: path ?? "",
        args: [...args],
      });
      page = await browser.newPage();
      await page.goto(`${site.url}404.html`);
      await page.evaluate(await runner());
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      site.server.close();
      elsewhere.server.close();
    });

    /** Runs a cell in the page's sandbox. */
    const run = (source: string, budget = BUDGET): Promise<Ran> =>
      page.evaluate(
        async (text, budget) => {
          const { runInSandbox } = (window as unknown as Sandboxed).sandbox;
          const program = { entry: "a.ts", files: { "a.ts": text }, sessions: {} };
          const shown: string[] = [];
          const { signal } = new AbortController();
          const job = { program, sandbox: "/sandbox.html", budget };
          const { kind } = await runInSandbox(job, signal, (one) => {
            shown.push(one.kind === "text" ? one.text : one.kind === "error" ? one.message : "");
          });
          return { kind, shown };
        },
        source.replaceAll("SITE", site.url).replaceAll("TARGET", target),
        budget,
      );

    /** The page still answers, and a cell still runs in it. */
    const alive = async () =>
      expect(await run(`console.log("alive");`, 20 * BUDGET)).toEqual({
        kind: "done",
        shown: ["alive"],
      });

    test.each(Object.entries(escapes))(
      "nothing gets out: %s",
      async (_about, tries) => {
        expect(tries.length).toBeGreaterThanOrEqual(5);
        const before = elsewhere.came();
        const attempts = tries.map(
          (attempt) =>
            `async () => { ${attempt.startsWith("await new Promise") ? `const r = ${attempt}; return r` : attempt} }`,
        );
        const all = `
        const late = (ms: number) => new Promise((_, no) => setTimeout(no, ms));
        const tries: (() => Promise<unknown>)[] = [${attempts.join(",\n")}];
        await Promise.all(tries.map((attempt, n) =>
          Promise.race([attempt(), late(600)]).then(
            () => console.log("got out: " + n), () => console.log("held: " + n))));`;
        // A machine too busy to run them has said nothing about the sandbox, and is asked again.
        let ran = await run(all, 20 * BUDGET);
        if (ran.kind === "tooLong") ran = await run(all, 40 * BUDGET);
        const out = ran.shown.filter((line) => line.startsWith("got out: "));
        expect(out.map((line) => tries[Number(line.slice(9))])).toEqual([]);
        expect(ran.kind).toBe("done");
        expect(ran.shown.filter((line) => line.startsWith("held: "))).toHaveLength(tries.length);
        expect(elsewhere.came()).toBe(before);
        await alive();
      },
      90_000,
    );

    const wanted = Object.entries(exhausts).flatMap(([about, { endings, cells }]) =>
      cells.map((cell) => ({ about, endings, cell })),
    );
    test.each(wanted)(
      "$about: $cell",
      async ({ endings, cell }) => {
        const { kind, shown } = await run(cell);
        expect(endings).toContain(kind);
        expect(shown.join("").length).toBeLessThanOrEqual(70_000);
        await alive();
      },
      30_000,
    );

    test("leaves the page where it was, and the other server unasked", () => {
      expect(page.url()).toBe(`${site.url}404.html`);
      expect(elsewhere.came()).toBe(0);
    });
  });
}

/** What the runner's script leaves in the page. */
interface Sandboxed {
  sandbox: typeof import("../../components/cell/sandbox.ts");
}
