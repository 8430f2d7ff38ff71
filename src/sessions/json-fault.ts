const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** Nothing that is read here is nested deeper. */
const DEEPEST = 200;

/**
 * The offset of the first token that cannot stand where it stands; null where the text is JSON
 * (RFC 8259). Engines tell this each in words of their own, or not at all.
 */
export function jsonFault(text: string): number | null {
  const scan = new Scan(text);
  return scan.value(0) && scan.end() ? null : scan.at;
}

/** Where the items of a JSON array begin. */
export function itemsOf(text: string): readonly number[] {
  const scan = new Scan(text);
  scan.value(0);
  return scan.items;
}

/** One walk over a text; it stands where it failed. */
class Scan {
  readonly items: number[] = [];
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): boolean {
    this.#match(SPACE);
    if (depth === 1) this.items.push(this.at);
    const first = this.#text[this.at];
    if (first !== "[" && first !== "{") return this.#match(SCALAR);
    return depth < DEEPEST && this.#group(depth, first === "{");
  }

  #group(depth: number, named: boolean): boolean {
    const close = named ? "}" : "]";
    this.at++;
    if (this.#token(close)) return true;
    for (;;) {
      if (named && !this.#name()) return false;
      if (!this.value(depth + 1)) return false;
      if (this.#token(close)) return true;
      if (!this.#token(",")) return false;
    }
  }

  #name(): boolean {
    this.#match(SPACE);
    return this.#text[this.at] === '"' && this.#match(SCALAR) && this.#token(":");
  }

  end(): boolean {
    this.#match(SPACE);
    return this.at === this.#text.length;
  }

  #token(wanted: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.at] !== wanted) return false;
    this.at++;
    return true;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.test(this.#text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}
