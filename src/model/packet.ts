/** One TCP segment on its way; the same shape as a captured one of a session. */
export interface Packet {
  /** Its number in the network, from 1. */
  readonly number: number;
  /** When it was sent, in µs since the beginning. */
  readonly at: number;
  /** `10.0.0.1:8888` */
  readonly from: string;
  readonly to: string;
  /** Letters of `SAFRPU`. */
  readonly flags: string;
  readonly seq: number;
  /** 0 where the A flag is not set. */
  readonly ack: number;
  readonly window: number;
  readonly length: number;
  /** The timestamp option; both absent where it has none. */
  readonly tsval?: number;
  readonly tsecr?: number;
  readonly options: { readonly mss?: number; readonly wscale?: number; readonly sackOk?: true };
}

/** What became of a packet: it never arrives, or it arrives, once or twice. */
export interface Sent extends Packet {
  /** When it arrives, in µs; empty when it is lost. */
  readonly arrives: readonly number[];
}

/** What happened in a network. Times in µs since the beginning. */
export type Happening =
  | { readonly what: "sent"; readonly at: number; readonly packet: Sent }
  | { readonly what: "arrived"; readonly at: number; readonly packet: Packet }
  | {
      readonly what: "became";
      readonly at: number;
      /** `10.0.0.1:8888` */
      readonly local: string;
      readonly remote: string;
      /** As the kernel names it, or `CLOSED`. */
      readonly state: string;
    };
