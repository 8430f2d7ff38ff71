import { reset, type Answer } from "./answer.ts";
import { enter, type Buckets } from "./buckets.ts";
import type { Branch } from "./branch.ts";
import { connect, type Attempt, type Connected, type Tuple } from "./connect.ts";
import type { Drawn, Listed } from "./held.ts";
import type { Kernel } from "./kernels.ts";
import { receiveInListen } from "./listen.ts";
import { LOCAL_PORT_RANGE, portPasses, type PortRange } from "./ports.ts";
import type { Request } from "./request.ts";
import type { Segment } from "./segment.ts";
import { add, type Seq } from "./seq.ts";
import type { Surroundings } from "./time-wait.ts";
import { hash } from "./chance.ts";
import { Endpoint, type Home, type Outgoing } from "./endpoint.ts";
import type { Packet } from "./packet.ts";
import type { Schedule } from "./schedule.ts";
import type { Socket, SocketEvents } from "./socket.ts";

/** A host: its kernel, and what was written to its sysctls. */
export interface HostSettings {
  readonly kernel: Kernel;
  /** tcp_timestamps; true when absent. */
  readonly timestamps?: boolean;
  readonly twReuse?: 0 | 1 | 2;
  /** tcp_tw_reuse_delay, in ms. */
  readonly twReuseDelay?: number;
  readonly rfc1337?: boolean;
  /** tcp_invalid_ratelimit, in ms. */
  readonly invalidRatelimit?: number;
  /** tcp_max_tw_buckets; 131,072 when absent. */
  readonly maxTwBuckets?: number;
  readonly portRange?: PortRange;
  /** Payload of a full segment, in bytes; Ethernet's when absent. */
  readonly mss?: number;
  /** What its first sequence numbers count on from, and its clock for timestamps: for stories. */
  readonly isnBase?: Seq;
  readonly clockBase?: Seq;
}

/** What a kernel asked itself about one packet, or about one connect(). */
export interface Decision {
  /** µs since the beginning. */
  readonly at: number;
  /** The host's address. */
  readonly host: string;
  /** The packet's number; null for a connect(). */
  readonly packet: number | null;
  /** The state it met; `LISTEN` where there was only a listener, `CLOSED` where nobody was. */
  readonly state: string;
  readonly branches: readonly Branch[];
}

/** How a host reaches the others, and where it tells what it decides. */
interface Wire {
  readonly send: (packet: Omit<Packet, "number" | "at">) => void;
  readonly decided: (decision: Decision) => void;
}

/** How a program connects. */
export interface ConnectOptions extends SocketEvents {
  /** The port it binds first; the kernel chooses when absent. */
  readonly port?: number;
  /** SO_REUSEADDR, set before bind(); false when absent. */
  readonly reuseAddress?: boolean;
}

/** A connect() that has sent its SYN, or the system call that failed. */
export type Opened =
  | { readonly socket: Socket }
  | { readonly call: "bind" | "connect"; readonly errno: "EADDRINUSE" | "EADDRNOTAVAIL" };

interface Listener {
  readonly onAccept: (socket: Socket) => void;
  readonly reuseAddress: boolean;
}

/** A local port that somebody has. */
interface Port {
  /** Whether a program has bound it. */
  bound: boolean;
  readonly endpoints: Set<Endpoint>;
}

/** What a host sends its packets to, and tells what becomes of its ends. */
interface Wire {
  readonly send: (packet: Omit<Packet, "number" | "at">) => void;
  readonly becomes: (end: Pick<Endpoint, "local" | "remote" | "state">) => void;
}

/** How far a first sequence number moves on in a ms: 64 ns a step (net/core/secure_seq.c:seq_scale). */
const ISN_PER_MS = 15_625;
const MAX_TW_BUCKETS = 131_072;
const WINDOW = { first: 65_160, scale: 10 };

/** One host of a network, as its programs see it. */
export class Host implements Home {
  readonly address: string;
  readonly kernel: Kernel;
  readonly mss?: number;
  /** How many TIME_WAITs there are, and how many there was no room for. */
  buckets: Buckets = { timeWaits: 0, overflows: 0 };
  readonly #settings: HostSettings;
  readonly #schedule: Schedule;
  readonly #wire: Wire;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #listeners = new Map<number, Listener>();
  readonly #ports = new Map<number, Port>();
  readonly #waiting = new Set<Endpoint>();
  /** Where the clock for timestamps began. */
  readonly #clock: Seq;
  #offset: number;
  /** How many endpoints have gone; and when that was, searches for a port that were in vain. */
  #departures = 0;
  readonly #inVain = new Map<string, number>();

  constructor(address: string, settings: HostSettings, schedule: Schedule, wire: Wire) {
    this.address = address;
    this.kernel = settings.kernel;
    if (settings.mss !== undefined) this.mss = settings.mss;
    this.#settings = settings;
    this.#schedule = schedule;
    this.#wire = wire;
    this.#offset = hash(address);
    this.#clock = settings.clockBase ?? hash(`clock of ${address}`);
  }

  /** Listens on a port; each connection is handed to `onAccept`. */
  listen(port: number, onAccept: (socket: Socket) => void, reuseAddress = true): void {
    this.#listeners.set(port, { onAccept, reuseAddress });
  }

  /** Nobody listens there any more. */
  unlisten(port: number): void {
    this.#listeners.delete(port);
  }

  /** A program connects. */
  connect(address: string, port: number, options: ConnectOptions = {}): Opened {
    const { port: bound, reuseAddress = false, ...events } = options;
    const remote = `${address}:${port}`;
    const { twReuse = this.kernel.twReuse, twReuseDelay } = this.#settings;
    const loopback = this.address.startsWith("127.") || address.startsWith("127.");
    const attempt: Attempt = {
      bind: bound !== undefined,
      reuseAddress,
      now: this.now(),
      loopback,
      twReuse,
      ...(twReuseDelay !== undefined && { delay: twReuseDelay }),
    };
    const found =
      bound === undefined
        ? this.#choose(remote, attempt)
        : { local: bound, called: connect(this.#tuple(bound, remote), attempt, this.kernel) };
    if (!found) return { call: "connect", errno: "EADDRNOTAVAIL" };
    const { local, called } = found;
    this.#decide(null, this.#stateOf(local, remote), called.branches);
    if (called.bind !== "ok") return { call: "bind", errno: called.bind };
    if (called.connect !== "ok") return { call: "connect", errno: "EADDRNOTAVAIL" };
    this.#endpoints.get(`${local} ${remote}`)?.close();
    const endpoint = this.#endpoint(local, remote, reuseAddress, attempt.bind);
    endpoint.events = events;
    const fresh = { isn: this.#isn(endpoint), tsRecent: null, tsRecentStamp: 0 };
    const stamp = (this.#settings.timestamps ?? true) ? this.#tick() : null;
    endpoint.open({ ...fresh, ...called.taken, stamp, rcvWnd: WINDOW.first });
    return { socket: endpoint };
  }

  /** The first port that will do for a connection to that peer. */
  #choose(remote: string, attempt: Attempt): { local: number; called: Connected } | null {
    const range = this.#settings.portRange ?? LOCAL_PORT_RANGE;
    const reuses = attempt.twReuse === 1 || (attempt.twReuse === 2 && attempt.loopback);
    /** The last one tried: in vain, if it comes to that. */
    let last: { local: number; called: Connected } | null = null;
    for (const [index, ports] of portPasses(range, this.#offset, this.kernel).entries()) {
      // What was searched in vain stays so until somebody leaves: only a kernel searches again.
      const search = `${index} ${remote}`;
      if (!reuses && this.#inVain.get(search) === this.#departures) continue;
      for (const local of ports) {
        const called = connect(this.#tuple(local, remote), attempt, this.kernel);
        last = { local, called };
        if (called.connect !== "ok") continue;
        this.#offset = local - range.low + 2;
        return last;
      }
      this.#inVain.set(search, this.#departures);
    }
    if (last) this.#decide(null, this.#stateOf(last.local, remote), last.called.branches);
    return null;
  }

  /** Its sockets, and what is left of others, as `ss -tan` would print them, listeners aside. */
  get sockets(): readonly Listed[] {
    return [...this.#endpoints.values()].flatMap((endpoint) => endpoint.listed ?? []);
  }

  /** A packet arrives. */
  receive(packet: Packet): void {
    const local = Number(packet.to.slice(packet.to.indexOf(":") + 1));
    const known = this.#endpoints.get(`${local} ${packet.from}`);
    if (known) {
      known.receive(packet);
      return;
    }
    const listener = this.#listeners.get(local);
    const heard =
      listener &&
      receiveInListen(this.#understood(packet), this.surroundings({ local: packet.to }));
    this.#decide(packet.number, listener ? "LISTEN" : "CLOSED", heard?.branches ?? []);
    if (heard?.request) {
      const endpoint = this.#endpoint(local, packet.from, listener?.reuseAddress ?? true, true);
      endpoint.answer(this.draws(heard.request, endpoint));
    } else this.#refuse(packet, heard?.answer ?? reset(packet));
  }

  now(): number {
    return this.#schedule.now;
  }

  after(ms: number, happen: () => void): void {
    this.#schedule.after(ms, happen);
  }

  surroundings({ local }: Pick<Endpoint, "local">): Surroundings {
    const { rfc1337, invalidRatelimit } = this.#settings;
    return {
      now: this.now(),
      tick: this.#tick(),
      listener: this.#listeners.has(portOf(local)),
      ...(rfc1337 !== undefined && { rfc1337 }),
      ...(invalidRatelimit !== undefined && { invalidRatelimit }),
    };
  }

  decided({ state }: Endpoint, { number }: Packet, branches: readonly Branch[]): void {
    this.#decide(number, state, branches);
  }

  accepted(endpoint: Endpoint): void {
    this.#listeners.get(portOf(endpoint.local))?.onAccept(endpoint);
  }

  admits(endpoint: Endpoint): boolean {
    if (this.#waiting.has(endpoint)) return true;
    const before = this.buckets;
    this.buckets = enter(before, this.#settings.maxTwBuckets ?? MAX_TW_BUCKETS);
    if (this.buckets.timeWaits === before.timeWaits) return false;
    this.#waiting.add(endpoint);
    return true;
  }

  gone(endpoint: Endpoint): void {
    this.#leaves(endpoint);
    this.#departures++;
    const local = portOf(endpoint.local);
    const key = `${local} ${endpoint.remote}`;
    if (this.#endpoints.get(key) === endpoint) this.#endpoints.delete(key);
    const port = this.#ports.get(local);
    port?.endpoints.delete(endpoint);
    if (port?.endpoints.size === 0) this.#ports.delete(local);
  }

  becomes(endpoint: Endpoint): void {
    this.#wire.becomes(endpoint);
  }

  draws(request: Request, endpoint: Endpoint): Drawn {
    this.#leaves(endpoint);
    const { sntIsn } = request;
    return { ...request, sntIsn: sntIsn === "fresh" ? this.#isn(endpoint) : sntIsn };
  }

  transmit({ local, remote }: Pick<Endpoint, "local" | "remote">, segment: Outgoing): void {
    const { tsecr, ...rest } = segment;
    const syn = segment.flags.includes("S");
    this.#wire.send({
      from: local,
      to: remote,
      ...rest,
      window: segment.flags.includes("R") ? 0 : syn ? WINDOW.first : WINDOW.first >> WINDOW.scale,
      ...(tsecr !== null && { tsval: this.#tick(), tsecr }),
      options: syn ? { mss: 1460, wscale: WINDOW.scale, sackOk: true } : {},
    });
  }

  #stateOf(local: number, remote: string): string {
    return this.#endpoints.get(`${local} ${remote}`)?.state ?? "CLOSED";
  }

  #decide(packet: number | null, state: string, branches: readonly Branch[]): void {
    const at = Math.round(this.now() * 1000);
    this.#wire.decided({ at, host: this.address, packet, state, branches });
  }

  /** A SYN as a listener reads it: without timestamps where they are turned off. */
  #understood(packet: Packet): Segment {
    const { flags, seq, ack, length } = packet;
    return (this.#settings.timestamps ?? true) ? packet : { flags, seq, ack, length };
  }

  #leaves(endpoint: Endpoint): void {
    if (!this.#waiting.delete(endpoint)) return;
    this.buckets = { ...this.buckets, timeWaits: this.buckets.timeWaits - 1 };
  }

  #tuple(local: number, remote: string): Tuple {
    const port = this.#ports.get(local);
    const held = this.#endpoints.get(`${local} ${remote}`);
    const listener = this.#listeners.get(local);
    return {
      timeWait: held?.timeWait ?? null,
      sockets: [
        ...(listener ? [{ state: "LISTEN", reuseAddress: listener.reuseAddress }] : []),
        ...(port?.endpoints ?? []),
      ],
      portBound: listener !== undefined || (port?.bound ?? false),
      connected: held !== undefined,
    };
  }

  #endpoint(local: number, remote: string, reuseAddress: boolean, bound: boolean): Endpoint {
    const endpoint = new Endpoint(this, `${this.address}:${local}`, remote, reuseAddress);
    this.#endpoints.set(`${local} ${remote}`, endpoint);
    const port = this.#ports.get(local) ?? { bound, endpoints: new Set() };
    port.bound ||= bound;
    port.endpoints.add(endpoint);
    this.#ports.set(local, port);
    return endpoint;
  }

  /** A first sequence number (net/core/secure_seq.c:secure_tcp_seq). */
  #isn({ local, remote }: Pick<Endpoint, "local" | "remote">): Seq {
    const base = this.#settings.isnBase ?? hash(`${local} ${remote}`);
    return add(base, Math.floor(this.now() * ISN_PER_MS));
  }

  /** The host's clock for timestamps. */
  #tick(): number {
    return add(this.#clock, Math.floor(this.now()));
  }

  #refuse({ from, to }: Packet, answer: Answer): void {
    if (answer.kind !== "RST") return;
    const { seq, ack } = answer;
    const segment = { flags: ack === null ? "R" : "RA", seq, ack: ack ?? 0, length: 0 };
    this.transmit({ local: to, remote: from }, { ...segment, tsecr: null });
  }
}

const portOf = (end: string): number => Number(end.slice(end.indexOf(":") + 1));
