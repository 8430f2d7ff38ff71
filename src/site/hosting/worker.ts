/**
 * The service worker: keeps the book on the reader's device.
 *
 * A page comes from the network while there is one, and from what was kept when there is none. All that
 * a page fetches later has its content's hash in its address, so whatever is kept under an address is
 * what that page means: never a mixture of two builds. What is kept is filled whole, or not at all.
 */
export {};

/** Written in front by the build: which one it is, and what it keeps: address below the site, hash. */
declare const BUILD: string;
declare const KEPT: readonly (readonly [path: string, hash: string])[];

/** What TypeScript's DOM types do not know of a service worker. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(kind: "fetch", listener: (event: Fetching) => void): void;
}
const worker = self as unknown as Worker;

const NAME = `book-${BUILD}`;
/** A line this slow (ms) is as good as none where the page is kept. */
const PATIENCE = 4000;
/** How many files are fetched at once. */
const AT_ONCE = 6;

/** Under which address a file is kept: with its hash, unless its name bears one. */
const keyOf = (path: string, hash: string): string =>
  new URL(path.startsWith("_astro/") ? path : `${path}?v=${hash}`, worker.registration.scope).href;

const hashes = new Map(
  KEPT.map(([path, hash]) => [new URL(path, worker.registration.scope).href, keyOf(path, hash)]),
);

/** The first eight hexadecimal digits of the SHA-256 of a response. */
async function hashOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return Array.from(new Uint8Array(digest).slice(0, 4), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Keeps all of a build. Rejects when the host has another one by now, or a file cannot be had. */
async function fill(): Promise<void> {
  const cache = await caches.open(NAME);
  const waiting = [...KEPT];
  const fetchNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, hash] = next;
      const key = keyOf(path, hash);
      let response = await caches.match(key); // an older build may have had the same
      if (!response) {
        response = await fetch(new URL(path, worker.registration.scope), { cache: "no-cache" });
        if (!response.ok || (await hashOf(response)) !== hash)
          throw new Error(`${path} is not the one of build ${BUILD}`);
      }
      await cache.put(key, response);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith("book-") && name !== NAME)
      .map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

const bare = (url: URL): string => url.origin + url.pathname;

/** What is kept of an address, by this build or as it was last seen. */
async function keptOf(url: URL): Promise<Response | undefined> {
  const cache = await caches.open(NAME);
  return (
    (await cache.match(url.search ? url.href : (hashes.get(bare(url)) ?? bare(url)))) ?? undefined
  );
}

/** A page: from the network, while there is one that answers. */
async function page(url: URL, request: Request): Promise<Response> {
  const here = await keptOf(new URL(bare(url)));
  const there = fetch(request).then(async (response) => {
    if (response.ok && !hashes.has(bare(url)))
      await (await caches.open(NAME)).put(bare(url), response.clone());
    return response;
  });
  const late = new Promise<Response>((resolve) => {
    if (here) setTimeout(() => resolve(here), PATIENCE);
  });
  try {
    return await Promise.race([there, late]);
  } catch {
    return here ?? missing(url);
  }
}

/** A page that was never seen, without a network. */
function missing(url: URL): Response {
  const [lang, title, home] = url.pathname.includes("/zh-cn/")
    ? ["zh-CN", "没有网络，这一页也没有保存在本机。", "回到目录"]
    : ["en", "There is no network, and this page is not kept on this device.", "To the contents"];
  const root = new URL(lang === "en" ? "." : "zh-cn/", worker.registration.scope).href;
  return new Response(
    `<!DOCTYPE html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><p>${title}</p><p><a href="${root}">${home}</a></p></html>`,
    { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
  );
}

/** A file: as it was kept, where its address says which content it is; else as a page. */
async function file(url: URL, request: Request): Promise<Response> {
  const named = url.searchParams.get("v");
  if (named === null && !url.pathname.includes("/_astro/")) return page(url, request);
  const here = await keptOf(url);
  if (here) return here;
  const response = await fetch(request);
  if (!response.ok) return response;
  if (named !== null && (await hashOf(response)) !== named)
    return new Response(null, { status: 409, statusText: "The site was renewed meanwhile" });
  await (await caches.open(NAME)).put(url.href, response.clone());
  return response;
}

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(worker.registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? page(url, request) : file(url, request));
});
