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
  /** How often a SYN is sent again after a second each, before the timer doubles. */
  readonly synLinear: number;
  readonly now: () => number;
  readonly after: (ms: number, happen: () => void) => void;
  /** Sends it again. */
  readonly resend: (segment: Unacked) => void;
  /** It was sent as often as it may be. */
  readonly giveUp: () => void;
}

/** How often a segment is sent again: net.ipv4.tcp_syn_retries, tcp_synack_retries, tcp_retries2. */
const retriesOf = ({ flags }: Unacked): number => (flags === "S" ? 6 : flags === "SA" ? 5 : 15);
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
  /** When the oldest is to be sent again. */
  #due = 0;
  #pending = false;

  constructor(means: Means) {
    this.#means = means;
  }

  /** A segment has been sent. */
  sent(segment: Unacked): void {
    if (this.#queue.length === 0) this.#wait(this.#rto);
    this.#queue.push(segment);
  }

  /** The peer has everything before that number. `rtt` is what the handshake took, in ms. */
  acknowledged(una: Seq, rtt?: number): void {
    const left = this.#queue.filter(({ end }) => after(end, una));
    if (rtt !== undefined) this.#rto = Math.min(RTO_MAX, rtt + RTO_MIN);
    if (left.length === this.#queue.length) return;
    this.#queue = left;
    this.#tries = 0;
    if (left.length > 0) this.#wait(this.#rto);
  }

  /** The oldest goes out again in so many ms, if it was not sent again yet; else the timer decides. */
  soon(ms: number): void {
    if (this.#tries > 0) return;
    this.#due = Math.min(this.#due, this.#means.now() + ms);
    this.#means.after(ms, () => this.#look());
  }

  /** The connection is over. */
  stop(): void {
    this.#queue = [];
  }

  #wait(ms: number): void {
    this.#due = this.#means.now() + ms;
    this.#arm(ms);
  }

  /** Looks in so many ms whether the time has come; it may have been moved meanwhile. */
  #arm(ms: number): void {
    if (this.#pending) return;
    this.#pending = true;
    this.#means.after(ms, () => {
      this.#pending = false;
      if (!this.#look()) this.#arm(this.#due - this.#means.now());
    });
  }

  /** Sends the oldest again if its time has come; false while it has not. */
  #look(): boolean {
    const [first] = this.#queue;
    if (!first) return true;
    if (this.#means.now() < this.#due) return false;
    const linear = first.flags === "S" ? this.#means.synLinear : 0;
    if (this.#tries++ === retriesOf(first) + linear) {
      this.#means.giveUp();
      return true;
    }
    if (this.#tries > linear) this.#rto = Math.min(RTO_MAX, this.#rto * 2);
    this.#means.resend(first);
    this.#wait(this.#rto);
    return true;
  }
}
