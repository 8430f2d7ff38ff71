import { brotliCompressSync } from "node:zlib";
import type { Browser } from "puppeteer-core";
import lighthouse from "lighthouse";

/** What Lighthouse (a phone, a slow line) and a first visit say of a page. */
export interface Seen {
  /** 0 to 100. */
  readonly performance: number;
  /** Milliseconds. */
  readonly lcp: number;
  readonly tbt: number;
  readonly cls: number;
  readonly requests: number;
  /** All that is loaded, after brotli. */
  readonly bytes: number;
}

/** Looks at a page as nobody has before. Throws when Lighthouse has no result. */
export async function look(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => bodies.push(response.buffer().catch(() => Buffer.alloc(0))));
    await page.goto(url, { waitUntil: "networkidle0" });
    const loaded = await Promise.all(bodies);
    const bytes = loaded.reduce((sum, body) => sum + brotliCompressSync(body).length, 0);
    const result = await lighthouse(
      url,
      undefined,
      {
        extends: "lighthouse:default",
        settings: { onlyCategories: ["performance"], formFactor: "mobile" },
      },
      await context.newPage(),
    );
    const { categories, audits, runtimeError } = result?.lhr ?? {};
    const value = (audit: string) => audits?.[audit]?.numericValue;
    const performance = categories?.performance?.score;
    const [lcp, tbt, cls] = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(value); // prettier-ignore
    if (performance == null || lcp === undefined || tbt === undefined || cls === undefined)
      throw new Error(
        `Lighthouse has no result for ${url}: ${runtimeError?.message ?? "no reason"}`,
      );
    return { performance: performance * 100, lcp, tbt, cls, requests: loaded.length, bytes };
  } finally {
    await context.close();
  }
}
