/** Something that happens at a time. */
interface Event {
  readonly time: number;
  /** Events of the same time happen in the order in which they were planned. */
  readonly order: number;
  readonly happen: () => void;
}

const isBefore = (a: Event, b: Event): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

/** A virtual clock, and what is planned on it: a binary heap, the next event on top. */
export class Schedule {
  /** Milliseconds since the beginning. */
  now = 0;
  readonly #heap: Event[] = [];
  #order = 0;

  /** Plans something in so many ms. */
  after(ms: number, happen: () => void): void {
    const event = { time: this.now + Math.max(0, ms), order: this.#order++, happen };
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, event)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  /** When the next thing happens, in ms since the beginning; null when nothing is planned. */
  get next(): number | null {
    return this.#heap[0]?.time ?? null;
  }

  /** Lets everything happen up to that time, in ms, and sets the clock there. */
  run(until: number): void {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.time > until) break;
      this.#pop();
      this.now = next.time;
      next.happen();
    }
    this.now = Math.max(this.now, until);
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let least = heap[child];
      const right = heap[child + 1];
      if (!least) break;
      if (right && isBefore(right, least)) {
        child++;
        least = right;
      }
      if (isBefore(last, least)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
  }
}
