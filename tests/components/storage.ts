import { vi } from "vitest";

/** A storage like the browser's, which may be full or blocked. */
export class FakeStorage {
  readonly kept = new Map<string, string>();
  trouble: "none" | "full" | "blocked" = "none";
  get length(): number {
    return this.#guard().size;
  }
  key(index: number): string | null {
    return [...this.#guard().keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#guard().get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    if (this.trouble === "full") throw new DOMException("full", "QuotaExceededError");
    this.#guard().set(key, text);
  }
  removeItem(key: string): void {
    this.#guard().delete(key);
  }
  #guard(): Map<string, string> {
    if (this.trouble === "blocked") throw new DOMException("blocked", "SecurityError");
    return this.kept;
  }
}

/** A page of its own, with that storage. Modules imported after it share nothing with those before. */
export function newPage(): { storage: FakeStorage; page: EventTarget } {
  const storage = new FakeStorage();
  const page = new EventTarget();
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.resetModules();
  return { storage, page };
}
