import type { Segment } from "../../sessions/packet.ts";
import { add, diff } from "../../model/index.ts";
import { Sentence } from "../sentence.ts";
import { SLOWNESS } from "../emulator.ts";
import type { Tun } from "./tun.ts";

/** How long the kernel may take to send what a state needs, in milliseconds. */
const PATIENCE = 3000 * SLOWNESS;
/** Payload of one segment. */
const MSS = 1400;
/** Our receive window, in every segment. */
export const WINDOW = 65000;

/**
 * The other end of one connection with the kernel under test, without a TCP of its own: it sends
 * what it is told to and remembers what the kernel has sent.
 */
export class Peer {
  /** `10.9.1.0:40000` */
  readonly address: string;
  /** `10.9.0.1:8888` */
  kernel: string;
  /** What we send next: the kernel's rcv_nxt. */
  next: number;
  /** What the kernel sends next: its snd_nxt. */
  kernelNext = 0;
  /** The kernel's latest TSval; null before one came. */
  kernelStamp: number | null = null;
  /** The receive window that the kernel advertised last, in bytes. */
  kernelWindow = 0;
  /** Our TSval in every segment; null on a connection without timestamps. */
  readonly tsval: number | null;
  /** What the kernel has sent, in order, and when (performance.now()). */
  readonly heard: { readonly segment: Segment; readonly at: number }[] = [];
  readonly #tun: Pick<Tun, "send">;
  #scale = 0;
  #waiting: (() => void)[] = [];

  constructor(
    tun: Pick<Tun, "send">,
    ends: { readonly address: string; readonly kernel: string },
    { isn, tsval }: { readonly isn: number; readonly tsval: number | null },
  ) {
    this.#tun = tun;
    this.address = ends.address;
    this.kernel = ends.kernel;
    this.next = isn;
    this.tsval = tsval;
  }

  /** Takes a segment that the kernel sent to this peer. */
  hear(segment: Segment): void {
    const at = performance.now();
    this.heard.push({ segment, at });
    const end = endOf(segment);
    if (segment.flags.includes("S")) {
      this.kernelNext = end;
      this.#scale = segment.options.wscale ?? 0;
      this.kernelWindow = segment.window;
    } else if (!segment.flags.includes("R")) {
      if (diff(end, this.kernelNext) > 0) this.kernelNext = end;
      this.kernelWindow = segment.window << this.#scale;
    }
    this.kernelStamp = segment.tsval ?? this.kernelStamp;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Sends the next segment: an ACK of all that was heard, but for what is given. */
  send(fields: Partial<Pick<Segment, "flags" | "ack" | "length" | "options">> = {}): void {
    const stamp = this.tsval === null ? {} : { tsval: this.tsval, tsecr: this.kernelStamp ?? 0 };
    const segment: Segment = {
      from: this.address,
      to: this.kernel,
      flags: "A",
      seq: this.next,
      ack: this.kernelNext,
      window: WINDOW,
      length: 0,
      options: {},
      ...stamp,
      ...fields,
    };
    this.#tun.send(segment);
    this.next = endOf(segment);
  }

  /** Sends payload, a segment at a time. */
  sendData(bytes: number): void {
    for (let left = bytes; left > 0; left -= MSS)
      this.send({ flags: "PA", length: Math.min(left, MSS) });
  }

  /**
   * Resolves with the first segment, of those from number `since` on, that is as wanted.
   * Rejects with a Sentence when none has come in some seconds.
   */
  async until(what: string, wanted: (segment: Segment) => boolean, since = 0): Promise<Segment> {
    const end = performance.now() + PATIENCE;
    for (let next = since; ; next++) {
      while (next >= this.heard.length) {
        if (performance.now() >= end)
          throw new Sentence(
            `the kernel did not send ${what} to ${this.address} in ${PATIENCE / 1000} s`,
          );
        await this.#more(end - performance.now());
      }
      const segment = this.heard[next]?.segment;
      if (segment && wanted(segment)) return segment;
    }
  }

  #more(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** The sequence number after a segment: SYN and FIN count one each (RFC 9293 §3.4). */
export function endOf({ seq, length, flags }: Segment): number {
  return add(seq, length + Number(flags.includes("S")) + Number(flags.includes("F")));
}

/** Options of the SYN and SYN-ACK of an ordinary host. */
export const HANDSHAKE_OPTIONS = { mss: 1460, sackOk: true, wscale: 7 } as const;
