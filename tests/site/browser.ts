import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { serve } from "../../src/site/serve.ts";
import { chromium } from "./engines/installed.ts";
import { DIST } from "./dist.ts";

/** Why no browser can be driven here; null when one can. */
export const noBrowser: string | null =
  chromium() === null
    ? "no Chromium was found: install one, or name it in CHROMIUM_PATH; the browser tests are left out"
    : null;

if (noBrowser) {
  if (process.env.CI) throw new Error(noBrowser);
  console.warn(noBrowser);
}

/** A response a page caused, with its body's size as sent by our server (uncompressed). */
export interface Loaded {
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
}

/** A page under test, and everything about it that should never happen. */
export interface Visit {
  readonly page: Page;
  /** Console errors, exceptions, failed or foreign requests, policy violations. */
  readonly faults: string[];
  /** What was loaded so far. */
  readonly loaded: () => Promise<readonly Loaded[]>;
  /** Goes to another page of the site, in the same window. */
  readonly go: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a reader looks at the site. */
export interface Eyes {
  readonly width?: number;
  readonly dark?: boolean;
  readonly javascript?: boolean;
  readonly reducedMotion?: boolean;
  /** Whether the book may be kept on the device; it costs time, so only its own test asks for it. */
  readonly keeping?: boolean;
}

/** The built site on a free port, and a browser to look at it. */
export class Walk {
  readonly #browser: Browser;
  readonly #stop: () => void;
  readonly url: string;

  /** @param folder what is served: the built site, unless told otherwise */
  static async begin(folder = DIST, settings: readonly string[] = []): Promise<Walk> {
    const { server, url } = await serve(folder, 0);
    const executablePath = chromium() ?? "";
    const quiet = [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ];
    const browser = await puppeteer.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-quic",
        ...quiet,
        ...settings,
      ],
    });
    return new Walk(browser, url, () => server.close());
  }

  private constructor(browser: Browser, url: string, stop: () => void) {
    this.#browser = browser;
    this.url = url;
    this.#stop = stop;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    this.#stop();
  }

  /** Opens a page of the site in a browser profile of its own. */
  async open(path: string, eyes: Eyes = {}): Promise<Visit> {
    const context = await this.#browser.createBrowserContext();
    const page = await context.newPage();
    const faults: string[] = [];
    const responses: Promise<Loaded | null>[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warn") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("requestfailed", (request) =>
      faults.push(`${request.url()}: ${request.failure()?.errorText}`),
    );
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(this.url))
        faults.push(`foreign: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
      responses.push(
        response.buffer().then(
          (body) => ({ url: response.url(), type: response.request().resourceType(), body }),
          () => null,
        ),
      );
    });
    await page.setViewport({ width: eyes.width ?? 1280, height: 900 });
    await page.setJavaScriptEnabled(eyes.javascript ?? true);
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: eyes.dark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: eyes.reducedMotion ? "reduce" : "no-preference" },
    ]);
    if (!eyes.keeping)
      await page.evaluateOnNewDocument(
        "delete Navigator.prototype.serviceWorker", // a browser without it
      );
    const go = async (path: string) => {
      // Chromium's own networkidle0 comes two seconds after the last byte, at each of many hundred pages.
      await page.goto(new URL(path, this.url).href, { waitUntil: "load" });
      await page.waitForNetworkIdle({ idleTime: 100 });
    };
    await go(path);
    return {
      page,
      faults,
      go,
      loaded: async () => (await Promise.all(responses)).filter((one) => one !== null),
      close: () => context.close(),
    };
  }
}
