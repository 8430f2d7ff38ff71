import { brotliCompressSync } from "node:zlib";
import type { Opened } from "./players.ts";

/** Bytes after brotli, as a good host sends them. */
export interface Loaded {
  readonly code: number;
  readonly recording: number;
}

/** What playing each of a page's recordings needs that the ones before have not brought. */
export async function bytesOfEach(opened: Opened, recordings: number): Promise<Loaded[]> {
  const known = new Set<string>();
  const each: Loaded[] = [];
  for (let which = 0; which < recordings; which++) {
    await opened.play(which);
    await opened.pause(which);
    await opened.page.waitForNetworkIdle({ idleTime: 500 });
    let [code, recording] = [0, 0];
    for (const response of opened.responses) {
      const address = response.url();
      if (known.has(address) || !address.startsWith("http") || response.status() !== 200) continue;
      known.add(address);
      const bytes = brotliCompressSync(await response.buffer()).length;
      if (/\.(m?js|css|wasm)$/.test(address)) code += bytes;
      else if (address.endsWith(".cast")) recording += bytes;
    }
    each.push({ code, recording });
  }
  return each;
}
