import { after, type Seq } from "./seq.ts";

/** A segment that was sent and is not acknowledged yet. */
export interface Unacked {
  readonly flags: string;
  readonly seq: Seq;
  readonly end: Seq;
  readonly length: number;
}

/** What sends a segment again, and on what clock. */
interface Means {
  readonly now: () => number;
  readonly after: (ms: number, happen: () => void) => void;
  /** Sends it again. */
  readonly resend: (segment: Unacked) => void;
  /** It was sent as often as it may be. */
  readonly giveUp: () => void;
}

/** How often a segment is sent again: net.ipv4.tcp_retries2. */
const RETRIES = 15;
/** TCP_RTO_MIN, in ms; and TCP_TIMEOUT_INIT, before anything was measured (RFC 6298 §2). */
const RTO_MIN = 200;
const RTO_INIT = 1000;
/** TCP_RTO_MAX, in ms. */
const RTO_MAX = 120_000;

/** What a connection has sent and may have to send again: the oldest first, ever more seldom. */
export class Resend {
  readonly #means: Means;
  #queue: Unacked[] = [];
  #rto = RTO_INIT;
  #tries = 0;
  #since = 0;
  #pending = false;
  #stopped = false;

  constructor(means: Means) {
    this.#means = means;
  }

  /** A segment has been sent. */
  sent(segment: Unacked): void {
    if (this.#queue.length === 0) this.#since = this.#means.now();
    this.#queue.push(segment);
    this.#arm(this.#rto);
  }

  /** The peer has everything before that number. `rtt` is what the handshake took, in ms. */
  acknowledged(una: Seq, rtt?: number): void {
    const left = this.#queue.filter(({ end }) => after(end, una));
    if (rtt !== undefined) this.#rto = Math.min(RTO_MAX, rtt + RTO_MIN);
    if (left.length === this.#queue.length) return;
    this.#queue = left;
    this.#tries = 0;
    this.#since = this.#means.now();
  }

  /** The oldest goes out again in so many ms, whatever the timer says. */
  soon(ms: number): void {
    this.#means.after(ms, () => {
      const [first] = this.#queue;
      if (first && !this.#stopped) this.#means.resend(first);
    });
  }

  /** The connection is over. */
  stop(): void {
    this.#stopped = true;
    this.#queue = [];
  }

  #arm(ms: number): void {
    if (this.#pending) return;
    this.#pending = true;
    this.#means.after(ms, () => {
      this.#pending = false;
      const [first] = this.#queue;
      if (!first) return;
      const waited = this.#means.now() - this.#since;
      if (waited < this.#rto) {
        this.#arm(this.#rto - waited);
        return;
      }
      if (this.#tries++ === RETRIES) {
        this.#means.giveUp();
        return;
      }
      this.#rto = Math.min(RTO_MAX, this.#rto * 2);
      this.#since = this.#means.now();
      this.#means.resend(first);
      this.#arm(this.#rto);
    });
  }
}
