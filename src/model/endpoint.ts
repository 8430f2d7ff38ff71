import type { Answer } from "./answer.ts";
import type { Branch } from "./branch.ts";
import { sendFin, type Connection } from "./connection.ts";
import { listed, type Drawn, type Held, type Listed } from "./held.ts";
import type { Kernel } from "./kernels.ts";
import { synAck } from "./listen.ts";
import { receiveInConnection } from "./receive-connection.ts";
import { receiveInTimeWait } from "./receive.ts";
import { establish, receiveInSynRecv, type Request } from "./request.ts";
import { add, diff, type Seq } from "./seq.ts";
import { receiveInSynSent, type SynSent } from "./syn-sent.ts";
import { TIMEWAIT_LEN, type Surroundings, type TimeWait } from "./time-wait.ts";
import type { Packet } from "./packet.ts";
import { Resend } from "./resend.ts";
import type { Socket, SocketEvents } from "./socket.ts";

/** A segment to be sent, without the addresses. */
export type Outgoing = Pick<Packet, "flags" | "seq" | "ack" | "length"> & {
  readonly tsecr: number | null;
};

/** The host an endpoint belongs to. */
export interface Home {
  readonly kernel: Kernel;
  /** Payload of a full segment, in bytes, if it is not Ethernet's. */
  readonly mss?: number;
  now(): number;
  after(ms: number, happen: () => void): void;
  transmit(endpoint: Endpoint, segment: Outgoing): void;
  surroundings(endpoint: Endpoint): Surroundings;
  /** What the kernel asked itself about a packet that has come. */
  decided(endpoint: Endpoint, packet: Packet, branches: readonly Branch[]): void;
  /** The handshake of a peer's connection is complete. */
  accepted(endpoint: Endpoint): void;
  /** Whether there is room for one more TIME_WAIT. */
  admits(endpoint: Endpoint): boolean;
  /** Nothing is left of it. */
  gone(endpoint: Endpoint): void;
  /** Its state is another now. */
  becomes(endpoint: Endpoint): void;
  /** A SYN has taken a TIME_WAIT's place. */
  draws(request: Request, endpoint: Endpoint): Drawn;
}

/** Payload of a full segment, in bytes: Ethernet, with and without timestamps. */
const MSS = { plain: 1460, stamped: 1448 };

/** One four-tuple on one host: its state, its timers, its program's socket. */
export class Endpoint implements Socket {
  readonly local: string;
  readonly remote: string;
  readonly reuseAddress: boolean;
  events: SocketEvents = {};
  readonly #home: Home;
  #now: Held | null = null;
  #resend: Resend;
  #begun = 0;
  #expires = 0;

  constructor(home: Home, local: string, remote: string, reuseAddress: boolean) {
    this.#home = home;
    this.local = local;
    this.remote = remote;
    this.reuseAddress = reuseAddress;
    this.#resend = this.#fresh();
  }

  get #held(): Held | null {
    return this.#now;
  }

  set #held(held: Held | null) {
    const before = this.state;
    this.#now = held;
    if (this.state !== before) this.#home.becomes(this);
  }

  get state(): string {
    return this.#held?.state ?? "CLOSED";
  }

  /** Its TIME_WAIT or FIN_WAIT2 without a socket, if that is what it is. */
  get timeWait(): TimeWait | null {
    return this.#held && "tw" in this.#held ? this.#held.tw : null;
  }

  /** As `ss` would print it; null when there is nothing left of it. */
  get listed(): Listed | null {
    return this.#held && listed(this.#held, this, this.#expires - this.#home.now());
  }

  /** connect(): the SYN leaves. */
  open(sent: SynSent & { readonly isn: Seq }): void {
    this.#begun = this.#home.now();
    this.#held = { state: "SYN_SENT", sent };
    this.#put("S", sent.isn, 0);
  }

  /** A SYN has come: the SYN-ACK leaves. */
  answer(request: Drawn): void {
    this.#resend.stop();
    this.#resend = this.#fresh();
    this.#begun = this.#home.now();
    this.#held = { state: "SYN_RECV", request };
    this.#put("SA", request.sntIsn, 0);
  }

  send(bytes: number): void {
    const connection = this.#live();
    if (!connection || !["ESTABLISHED", "CLOSE_WAIT"].includes(connection.state))
      throw new RangeError(`${this.local} cannot send in ${this.state}.`);
    const { mss = connection.tsRecent === null ? MSS.plain : MSS.stamped } = this.#home;
    let next = connection.sndNxt;
    for (let left = bytes; left > 0; left -= mss) {
      const length = Math.min(mss, left);
      const seq = next;
      next = add(next, length);
      this.#hold({ ...connection, sndNxt: next });
      this.#put(left > mss ? "A" : "PA", seq, length);
    }
  }

  close(): void {
    const connection = this.#live();
    if (!connection) {
      if (!this.timeWait) this.#end(); // TIME_WAIT is the kernel's, not the program's
      return;
    }
    this.#hold({ ...connection, orphan: true });
    this.shutdown();
    const left = this.#live();
    if (left?.state === "FIN_WAIT2") this.#wait({ ...twOf(left), substate: "FIN_WAIT2" });
  }

  shutdown(): void {
    const connection = this.#live();
    if (!connection || !["ESTABLISHED", "CLOSE_WAIT"].includes(connection.state)) return;
    const seq = connection.sndNxt;
    this.#hold(sendFin(connection, add(seq, 1)));
    this.#put("FA", seq, 0);
  }

  abort(): void {
    const connection = this.#live();
    if (connection) this.#transmit("RA", connection.sndNxt, connection.rcvNxt, null);
    if (!this.timeWait) this.#end();
  }

  /** A segment arrives. */
  receive(packet: Packet): void {
    const held = this.#held;
    if (!held) return;
    const { kernel } = this.#home;
    const surroundings = this.#home.surroundings(this);
    if ("tw" in held) {
      const outcome = receiveInTimeWait(held.tw, packet, kernel, surroundings);
      this.#home.decided(this, packet, outcome.branches);
      if (outcome.reopened) {
        this.answer(this.#home.draws(outcome.reopened, this));
        return;
      }
      if (outcome.left)
        this.#held = { state: outcome.left.substate ?? "TIME_WAIT", tw: outcome.left };
      if (outcome.restarted) this.#expires = this.#home.now() + TIMEWAIT_LEN;
      this.#reply(outcome.answer);
      if (!outcome.left) this.#end();
    } else if ("connection" in held) this.#take(held.connection, packet, surroundings);
    else if ("request" in held) {
      const checked = receiveInSynRecv(held.request, packet, kernel, surroundings);
      this.#home.decided(this, packet, checked.branches);
      this.#reply(checked.answer);
      if (checked.established) {
        const { sntIsn } = held.request;
        this.#hold(establish(held.request, sntIsn, packet, this.#home.now()));
        this.#acknowledged(add(sntIsn, 1), this.#home.now() - this.#begun);
        this.#home.accepted(this);
        const connection = this.#live();
        if (connection) this.#take(connection, packet, this.#home.surroundings(this));
      } else if (checked.left)
        this.#held = {
          ...held,
          request: { ...held.request, ...checked.left, sntIsn: held.request.sntIsn },
        };
      else this.#end();
    } else {
      const heard = receiveInSynSent(held.sent, packet, kernel, surroundings);
      this.#home.decided(this, packet, heard.branches);
      this.#reply(heard.answer);
      if (heard.again !== null) this.#resend.soon(heard.again);
      if (heard.established) {
        this.#hold(heard.established);
        this.#acknowledged(heard.established.sndUna, this.#home.now() - this.#begun);
        this.events.onConnect?.(this);
      } else if (heard.crossed)
        this.#held = { state: "SYN_RECV", request: { ...heard.crossed, sntIsn: held.sent.isn } };
      else if (!heard.left) this.#fail("ECONNREFUSED");
    }
  }

  /** A living connection takes a segment. */
  #take(before: Connection, packet: Packet, surroundings: Surroundings): void {
    const received = receiveInConnection(before, packet, this.#home.kernel, surroundings);
    this.#home.decided(this, packet, received.branches);
    const { left, timeWait, aborted } = received;
    const after = left ?? timeWait;
    this.#reply(received.answer);
    if (left) this.#hold(left);
    if (timeWait) this.#wait(timeWait);
    if (!after) {
      if (aborted) this.#fail("ECONNRESET");
      else this.#end();
      return;
    }
    if (left) this.#acknowledged(left.sndUna);
    const ended = closedByPeer(left?.state ?? timeWait?.substate) && !closedByPeer(before.state);
    const bytes = diff(after.rcvNxt, before.rcvNxt) - (ended ? 1 : 0);
    if (before.orphan) return;
    if (bytes > 0) this.events.onData?.(this, bytes);
    if (ended) this.events.onEnd?.(this);
  }

  #wait(tw: TimeWait): void {
    this.#resend.stop();
    if (!this.#home.admits(this)) {
      this.#end();
      return;
    }
    const waiting = this.#held && "tw" in this.#held;
    this.#held = { state: tw.substate ?? "TIME_WAIT", tw };
    this.#expires = this.#home.now() + TIMEWAIT_LEN;
    if (!waiting) this.#watch(TIMEWAIT_LEN);
  }

  /** Looks in so many ms whether TIME_WAIT is over; it may have been started again meanwhile. */
  #watch(ms: number): void {
    const held = () => this.#held !== null && "tw" in this.#held;
    this.#home.after(ms, () => {
      if (!held()) return;
      const left = this.#expires - this.#home.now();
      if (left <= 0) this.#end();
      else this.#watch(left);
    });
  }

  #live(): Connection | null {
    return this.#held && "connection" in this.#held ? this.#held.connection : null;
  }

  #hold(connection: Connection): void {
    this.#held = { state: connection.state, connection };
  }

  #acknowledged(una: Seq, rtt?: number): void {
    this.#resend.acknowledged(una, rtt);
  }

  /** Sends a segment that takes numbers, and keeps it until it is acknowledged. */
  #put(flags: string, seq: Seq, length: number): void {
    const taken = length + (flags.includes("S") ? 1 : 0) + (flags.includes("F") ? 1 : 0);
    const segment = { flags, seq, end: add(seq, taken), length };
    this.#resend.sent(segment);
    this.#repeat(segment);
  }

  /** Sends a segment, the first time or again, with what is to be acknowledged now. */
  #repeat({ flags, seq, length }: { flags: string; seq: Seq; length: number }): void {
    const held = this.#held;
    if (!held || "tw" in held) return;
    if ("sent" in held)
      this.#transmit(flags, seq, 0, held.sent.stamp === null ? null : (held.sent.tsRecent ?? 0));
    else if ("request" in held) {
      const { tick = 0 } = this.#home.surroundings(this);
      const sntTsval = { first: held.request.sntTsval.first, last: tick };
      this.#held = { ...held, request: { ...held.request, sntTsval } };
      this.#reply(synAck(held.request));
    } else this.#transmit(flags, seq, held.connection.rcvNxt, held.connection.tsRecent, length);
  }

  #reply(answer: Answer): void {
    if (answer.kind === "silence") return;
    if (answer.kind === "RST")
      this.#transmit(answer.ack === null ? "R" : "RA", answer.seq, answer.ack ?? 0, null);
    else if (answer.kind === "SYN-ACK")
      this.#transmit("SA", Number(answer.isn), answer.ack, answer.tsecr);
    else this.#transmit("A", Number(answer.seq), answer.ack, answer.tsecr);
  }

  #transmit(flags: string, seq: Seq, ack: Seq, tsecr: number | null, length = 0): void {
    this.#home.transmit(this, { flags, seq, ack, length, tsecr });
  }

  #fail(errno: "ECONNRESET" | "ECONNREFUSED" | "ETIMEDOUT"): void {
    const orphan = this.#live()?.orphan;
    this.#end();
    if (!orphan) this.events.onError?.(this, errno);
  }

  #end(): void {
    if (!this.#held) return;
    this.#resend.stop();
    this.#home.gone(this);
    this.#held = null;
  }

  #fresh(): Resend {
    return new Resend({
      synLinear: this.#home.kernel.synLinear,
      now: () => this.#home.now(),
      after: (ms, happen) => this.#home.after(ms, happen),
      resend: (segment) => this.#repeat(segment),
      giveUp: () => this.#fail("ETIMEDOUT"),
    });
  }
}

const closedByPeer = (state: string | undefined): boolean =>
  ["CLOSE_WAIT", "LAST_ACK", "CLOSING", "TIME_WAIT"].includes(state ?? "");

const twOf = ({ rcvNxt, sndNxt, rcvWnd, tsRecent, tsRecentStamp }: Connection): TimeWait => ({
  rcvNxt,
  sndNxt,
  rcvWnd,
  tsRecent,
  tsRecentStamp,
});
