/**
 * `npm run bench:site`: a chapter beside a default Starlight page with its text, and beside one that has
 * asciinema-player too, in one run; and how long the site takes to build with more chapters.
 * Needs the built site.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../src/site/serve.ts";
import { launch } from "./browser.ts";
import { buildWith } from "./chapters.ts";
import { first } from "./first.ts";
import { look, type Seen } from "./light.ts";
import { kB, median, ms } from "./numbers.ts";
import { Report } from "./report.ts";
import { buildPlain } from "./starlight/plain.ts";

const CHAPTER = "server-time-wait";
const SESSIONS = ["server-time-wait", "server-time-wait-timestamps"];
const RUNS = 3;
const FIRSTS = 7;

if (!existsSync(`dist/${CHAPTER}/index.html`))
  throw new Error("dist/ is not there: run npm run build first.");
const folder = mkdtempSync(join(tmpdir(), "bench-site-"));
const report = new Report("", "ours", "Starlight", "Starlight, asciinema-player");
try {
  report.say("The pages");
  await buildPlain(join(folder, "plain"), CHAPTER, []);
  await buildPlain(join(folder, "playing"), CHAPTER, SESSIONS);
  cpSync("dist", join(folder, "ours"), { recursive: true });
  const sites = await Promise.all(
    ["ours", "plain", "playing"].map((name) => serve(join(folder, name), 0)),
  );
  const urls = sites.map(({ url }, index) => (index === 0 ? `${url}${CHAPTER}/` : url));
  const [ours = "", , playing = ""] = urls;
  const browser = await launch();
  try {
    report.say("Lighthouse");
    const seen: Seen[][] = urls.map(() => []);
    for (let run = 0; run < RUNS; run++)
      for (const [index, url] of urls.entries()) seen[index]?.push(await look(browser, url));
    const row = (what: string, of: (one: Seen) => number, unit: (value: number) => string) =>
      report.row(what, ...seen.map((runs) => unit(median(runs.map(of)))));
    row(`Lighthouse performance, mobile (median of ${RUNS})`, (one) => one.performance, String);
    row("Bytes of a first visit, brotli", (one) => one.bytes, kB);
    row("Requests", (one) => one.requests, String);
    row("LCP, on a slow line", (one) => one.lcp, ms);
    row("TBT, on a slow phone", (one) => one.tbt, ms);
    row(
      "CLS",
      (one) => one.cls,
      (value) => value.toFixed(3),
    );

    report.say("First");
    const plays: [number[], number[]] = [[], []];
    const runs: number[] = [];
    for (let run = 0; run < FIRSTS; run++) {
      plays[0].push(await first(browser, ours, "session-player .go", ".xterm-rows"));
      plays[1].push(await first(browser, playing, ".ap-overlay-start", ".ap-term-text"));
      runs.push(await first(browser, ours, 'code-cell [data-action="run"]', "code-cell[data-state=done] output")); // prettier-ignore
    }
    const [mine, theirs] = plays.map((times) => ms(median(times)));
    report.row(`Click to first frame (median of ${FIRSTS})`, mine ?? "", "–", theirs ?? "");
    report.row(`Click to a cell’s output (median of ${FIRSTS})`, ms(median(runs)), "–", "–");
  } finally {
    await browser.close();
    for (const { server } of sites) server.close();
  }

  report.say("Builds");
  const [ten, hundred] = [buildWith(10), buildWith(100)];
  const seconds = (time: number) => `${time.toFixed(0)} s`;
  report.row("Build with 10 chapters", seconds(ten), "–", "–");
  report.row("Build with 100 chapters", seconds(hundred), "–", "–");
  report.row("Each further chapter, in both languages", `${((hundred - ten) / 90).toFixed(1)} s`, "–", "–"); // prettier-ignore
  console.log(report.markdown());
} finally {
  rmSync(folder, { recursive: true });
}
