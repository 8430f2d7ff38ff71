/** `npm run bench:player`: our player beside asciinema-player, with the same recordings, in one run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCast } from "../../src/sessions/cast.ts";
import { serve } from "../../src/site/serve.ts";
import { buildCastPage } from "../site/cast-page.ts";
import { Beside } from "./beside.ts";
import { launch } from "./browser.ts";
import { hour, joined, places } from "./recordings.ts";
import { Report } from "./report.ts";

const theirs = JSON.parse(readFileSync("node_modules/asciinema-player/package.json", "utf8")) as {
  readonly version: string;
};
const report = new Report("", "ours", `asciinema-player ${theirs.version}`, "ours / theirs");
const folder = mkdtempSync(join(tmpdir(), "bench-player-"));

try {
  report.say("The pages and the recordings");
  for (const name of ["ours", "theirs"])
    await buildCastPage(join(folder, name), `../bench/${name}`);
  const minutes = [0, 1, 2, 3].map((which) => joined(60, which * 20));
  const names = minutes.map((_, which) => `minute-${which}.cast`);
  const long = hour(20e6);
  for (const [which, cast] of [...minutes, long.cast].entries())
    writeFileSync(join(folder, names[which] ?? "hour.cast"), formatCast(cast));
  report.say(`  the hour is recorded terminals end to end, ${long.hurry} times as fast`);
  const toMinute = await places(minutes[0] ?? long.cast, 60, 40);
  const toHour = await places(long.cast, 3600, 40);

  const { server, url } = await serve(folder, 0);
  const browser = await launch();
  try {
    const beside = new Beside(browser, url, report);
    report.say("Bytes, and each further terminal");
    await beside.bytes(names);
    await beside.furtherTerminals(names, 7);
    report.say("First frames");
    await beside.firstFrames("60 s; the code comes at the click", "minute-0.cast", 11);
    await beside.firstFrames("60 s; theirs as its manual embeds it, its code came before", "minute-0.cast", 11, "&embedded"); // prettier-ignore
    await beside.firstFrames("1 h, 20 MB", "hour.cast", 5);
    report.say("Seeks");
    await beside.seeks("60 s", "minute-0.cast", toMinute);
    const agreed = await beside.seeks("1 h", "hour.cast", toHour);
    await beside.seekAtOnce("hour.cast", agreed, 5);
    report.say("Long tasks");
    await beside.longTasks("60 s", "minute-0.cast", 7);
    await beside.longTasks("1 h", "hour.cast", 10);
  } finally {
    await browser.close();
    server.close();
  }
  console.log(report.markdown());
} finally {
  rmSync(folder, { recursive: true });
}
