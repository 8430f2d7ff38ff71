import {
  add,
  has,
  Network,
  prescribed,
  type Decision,
  type Host,
  type HostSettings,
  type Listed,
  type Opened,
  type Packet,
  type Prescribed,
  type Segment,
  type Socket,
} from "../../src/model/index.ts";
import type { Side } from "../../src/sessions/states.ts";
import { kernelOf, standardOf, type Situation } from "./situation.ts";

/** One line of each host's socket table: that of the connection; null where there is none. */
export type Sockets = Readonly<Record<Side, Listed | null>>;

/** What the model made of a situation. Times in µs since the old connection was opened. */
export interface Played {
  readonly network: Network;
  readonly ends: Readonly<Record<Side, string>>;
  /** When somebody comes, or when the reader looks. */
  readonly comes: number;
  /** Who holds the old connection: in TIME_WAIT, if it has come to that. */
  readonly holder: Side;
  /** The socket tables just before, and at the end. */
  readonly before: Sockets;
  readonly after: Sockets;
  /** The number of the segment, or of the SYN that connect() sent; null where none was. */
  readonly number: number | null;
  /** The system call that failed. */
  readonly failed: { readonly call: "bind" | "connect"; readonly errno: string } | null;
  /** When connect() had its connection, or failed later; null when it did neither. */
  readonly ended: { readonly at: number; readonly errno: string | null } | null;
  /** What the kernels asked themselves from then on. */
  readonly decisions: readonly Decision[];
  /** What a standard says, where one rules and is asked. */
  readonly says: Prescribed | null;
  /** What the standard then makes of the holder, if it is another state. */
  readonly becomes: "SYN_RECV" | "CLOSED" | null;
}

/** What the server's program says first, in bytes. */
const HELLO = 5;
const PORTS = { client: 59818, server: 8888 };
/** Beyond that nobody waits for the old connection's end, or for connect(): ms. */
const PATIENCE = { close: 30_000, connect: 140_000 };
/** More packets than any situation needs: hosts that answer each other's answers stop there. */
export const STORM = 1000;
/** Payload of a full segment on loopback, whose MTU is 65,536; and what an upload is sent in at most. */
const LOOPBACK_MSS = 65_483;
const PIECES = 16;

/** Plays a situation through the model: the old connection, its end, and what comes then. */
export function play(situation: Situation): Played {
  const stage = new Stage(situation);
  stage.close();
  return stage.meet();
}

class Stage {
  readonly #situation: Situation;
  readonly #network: Network;
  readonly #addresses: Readonly<Record<Side, string>>;
  readonly #ends: Readonly<Record<Side, string>>;
  readonly #hosts: Record<Side, Host>;
  /** When the connection's end was there: TIME_WAIT, or what has come of it; and its table then. */
  #reached = 0;
  #old: Sockets = { client: null, server: null };

  constructor(situation: Situation) {
    const { loopback, latency, loss, duplicates, seed, loses } = situation;
    this.#situation = situation;
    this.#addresses = loopback
      ? { client: "127.0.0.2", server: "127.0.0.1" }
      : { client: "10.77.0.2", server: "10.77.0.1" };
    this.#ends = {
      client: `${this.#addresses.client}:${PORTS.client}`,
      server: `${this.#addresses.server}:${PORTS.server}`,
    };
    this.#network = new Network({
      delay: latency,
      loss: loss / 100,
      duplication: duplicates / 100,
      carries: STORM,
      seed,
      ...(loses === "last-ack" && { loses: lastAcks() }),
    });
    this.#hosts = {
      client: this.#network.host(this.#addresses.client, this.#settings()),
      server: this.#network.host(this.#addresses.server, this.#settings()),
    };
  }

  #settings(): HostSettings {
    const { rules, timestamps, reuse, delay, rfc1337, sent, loopback } = this.#situation;
    const mss = loopback ? LOOPBACK_MSS : 0;
    return {
      kernel: kernelOf(rules),
      timestamps,
      twReuse: reuse,
      twReuseDelay: delay,
      rfc1337,
      portRange: { low: PORTS.client, high: PORTS.client },
      // Of an upload only its size matters: it goes in few pieces, and is not shown.
      ...(sent > 0 && { mss: Math.max(mss, Math.ceil(sent / PIECES)) }),
    };
  }

  /** Who closes first, and holds TIME_WAIT; of both, the one that a SYN can reopen. */
  get #holder(): Side {
    return this.#situation.closes === "client" ? "client" : "server";
  }

  /** The old connection, up to its end. */
  close(): void {
    const { closes, by, other, lived, sent } = this.#situation;
    const network = this.#network;
    const closers: readonly Side[] = closes === "both" ? ["client", "server"] : [closes];
    /** Sockets whose programs have read all they wait for; and those that have closed first. */
    const ready = new Map<Side, Socket>();
    const closed = new Set<Side>();
    let due = false;
    const end = (side: Side) => {
      const socket = ready.get(side);
      if (!socket || !due || closed.has(side) || !closers.includes(side)) return;
      closed.add(side);
      if (by === "rst") socket.abort();
      else socket.close();
    };
    const reads = (side: Side, socket: Socket, bytes: number) => {
      let left = bytes;
      const read = (more: number) => {
        left -= more;
        if (left > 0) return;
        ready.set(side, socket);
        end(side);
      };
      Object.assign(socket.events, {
        onData: (_: Socket, more: number) => read(more),
        onEnd: () => {
          if (other === "closes") socket.close();
        },
      });
      read(0);
    };
    let accepted = false;
    this.#hosts.server.listen(PORTS.server, (socket) => {
      if (accepted) return; // a later connection: its program does nothing
      accepted = true;
      socket.send(HELLO);
      reads("server", socket, sent);
    });
    this.#connect(this.#hosts.client, {
      onConnect: (socket) => {
        if (sent > 0) socket.send(sent);
        reads("client", socket, HELLO);
      },
    });
    network.run(lived);
    due = true;
    for (const side of closers) end(side);
    const patience = network.schedule.now + PATIENCE.close;
    while (!closers.every((side) => closed.has(side) && this.#rests(side))) {
      const { next } = network.schedule;
      if (next === null || next > patience) break;
      network.schedule.run(next);
    }
    this.#reached = network.schedule.now;
    this.#old = this.#sockets();
  }

  /** Whether a side that has closed has come to where it waits; or nothing is left of it. */
  #rests(side: Side): boolean {
    const { closes, other } = this.#situation;
    const left = this.#socket(side);
    if (!left) return true;
    const stays = other === "stays" && closes !== "both";
    return left.left !== null && left.state === (stays ? "FIN_WAIT2" : "TIME_WAIT");
  }

  /** Somebody comes; or nobody, and the reader looks. */
  meet(): Played {
    const { next, after } = this.#situation;
    const network = this.#network;
    network.run(Math.max(0, this.#reached + after - network.schedule.now));
    const comes = this.#micros();
    const before = this.#sockets();
    const known = network.decisions.length;
    const common = { network, ends: this.#ends, holder: this.#holder, comes, before };
    const met = next === "segment" ? this.#segment() : next === "connect" ? this.#call() : NOTHING;
    return {
      ...common,
      ...met,
      after: met.becomes
        ? { ...before, [this.#holder]: null }
        : met.says
          ? before
          : this.#sockets(),
      decisions: network.decisions.slice(known),
    };
  }

  /** A raw packet, from where the holder's peer was. */
  #segment(): Met {
    const { flags, length, behind, listens, latency } = this.#situation;
    const network = this.#network;
    const holder = this.#holder;
    const peer = holder === "server" ? "client" : "server";
    if (!behind) network.silence(this.#addresses[peer]);
    if (!listens) this.#hosts.server.unlisten(PORTS.server);
    const { seq, tsval, tsecr, ack } = this.#numbers(holder);
    const packet: Omit<Packet, "number" | "at"> = {
      from: this.#ends[peer],
      to: this.#ends[holder],
      flags,
      seq,
      ack: flags.includes("A") ? ack : 0,
      window: 64,
      length,
      ...(tsval !== null && { tsval, tsecr }),
      options: {},
    };
    const says = this.#asked(holder, packet);
    if (says) network.silence(this.#addresses[holder]);
    const number = network.inject(packet);
    if (says) return { ...NOTHING, number, ...this.#follow(says, holder, packet) };
    network.run(10 + 6 * latency);
    return { ...NOTHING, number };
  }

  /** What the standard says to a SYN that will meet TIME_WAIT, if one rules. */
  #asked(holder: Side, packet: Segment): Prescribed | null {
    const standard = standardOf(this.#situation.rules);
    const tw = this.#socket(holder)?.timeWait;
    if (!standard || !tw || tw.substate === "FIN_WAIT2" || packet.flags !== "S") return null;
    return prescribed(standard, tw, packet);
  }

  /** The SYN arrives, and what the standard prefers goes back. There the story ends. */
  #follow(says: Prescribed, holder: Side, syn: Segment): Pick<Met, "says" | "becomes"> {
    const network = this.#network;
    const peer = holder === "server" ? "client" : "server";
    for (const side of [holder, peer] as const) network.silence(this.#addresses[side]);
    network.run(this.#situation.latency);
    const [reaction = "silence"] = says.answers;
    const { rcvNxt, sndNxt } = this.#socket(holder) ?? { rcvNxt: 0, sndNxt: 0 };
    const end = add(syn.seq, 1);
    const answers = {
      "SYN-ACK": { flags: "SA", seq: add(sndNxt, 65_537), ack: end },
      ACK: { flags: "A", seq: sndNxt, ack: rcvNxt ?? 0 },
      RST: { flags: "RA", seq: 0, ack: end },
    };
    if (reaction !== "silence") {
      const [from, to] = [this.#ends[holder], this.#ends[peer]];
      network.inject({ from, to, ...answers[reaction], window: 64, length: 0, options: {} });
      network.run(this.#situation.latency);
    }
    const becomes = reaction === "SYN-ACK" ? "SYN_RECV" : reaction === "RST" ? "CLOSED" : null;
    return { says, becomes };
  }

  /** The numbers of a segment as they were chosen, told from the holder's, or from what those were. */
  #numbers(holder: Side) {
    const { seq, tsval } = this.#situation;
    const { rcvNxt, sndNxt, tsRecent } = this.#socket(holder) ??
      this.#old[holder] ?? { rcvNxt: 0, sndNxt: 0, tsRecent: null };
    const last = this.#network.packets.findLast(({ from }) => from === this.#ends[holder]);
    return {
      seq: add(rcvNxt ?? 0, seq),
      ack: sndNxt,
      tsval: tsval === null ? null : add(tsRecent ?? 0, tsval),
      tsecr: last?.tsval ?? 0,
    };
  }

  /** A program calls connect(). */
  #call(): Met {
    const { schedule, packets } = this.#network;
    const client = this.#caller();
    const known = packets.length;
    let ended: Met["ended"] = null;
    const opened = this.#connect(client, {
      onConnect: () => (ended ??= { at: this.#micros(), errno: null }),
      onError: (_, errno) => (ended ??= { at: this.#micros(), errno }),
    });
    if ("errno" in opened) return { ...NOTHING, failed: opened };
    const limit = schedule.now + PATIENCE.connect;
    const syn = packets[known];
    const says = syn && this.#asked("server", syn);
    if (says) return { ...NOTHING, number: syn.number, ...this.#follow(says, "server", syn) };
    const over = (): boolean => ended !== null;
    while (!over() && schedule.next !== null && schedule.next <= limit) schedule.run(schedule.next);
    this.#network.run(2 * this.#situation.latency); // the last ACK arrives
    return { ...NOTHING, number: syn?.number ?? null, ended };
  }

  /** The host that calls: the same, or another that has taken its address. */
  #caller(): Host {
    const { who, tsval } = this.#situation;
    if (who === "same" || this.#holder === "client") return this.#hosts.client;
    const { now } = this.#network.schedule;
    const numbers = this.#numbers("server");
    this.#hosts.client = this.#network.host(this.#addresses.client, {
      ...this.#settings(),
      timestamps: tsval !== null,
      isnBase: add(numbers.seq, -Math.floor(now * 15_625)),
      clockBase: add(numbers.tsval ?? 0, -Math.floor(now)),
    });
    return this.#hosts.client;
  }

  #connect(client: Host, events: Parameters<Host["connect"]>[2]): Opened {
    const { port, reuseaddr, next } = this.#situation;
    const chosen = next === "connect" && port === "chosen";
    return client.connect(this.#addresses.server, PORTS.server, {
      ...(!chosen && { port: PORTS.client, reuseAddress: reuseaddr }),
      ...events,
    });
  }

  #socket(side: Side): Listed | null {
    const remote = this.#ends[side === "client" ? "server" : "client"];
    return (
      this.#hosts[side].sockets.find(
        (one) => one.local === this.#ends[side] && one.remote === remote,
      ) ?? null
    );
  }

  #sockets(): Sockets {
    return { client: this.#socket("client"), server: this.#socket("server") };
  }

  #micros(): number {
    return Math.round(this.#network.schedule.now * 1000);
  }
}

type Met = Pick<Played, "number" | "failed" | "ended" | "says" | "becomes">;
const NOTHING: Met = { number: null, failed: null, ended: null, says: null, becomes: null };

/** Loses every ACK of a connection's last FIN. */
function lastAcks(): (packet: Packet) => boolean {
  const fins = new Map<string, number>();
  return (packet) => {
    const { from, to, flags, seq, length } = packet;
    if (flags.includes("F")) fins.set(from, add(seq, length + 1));
    // The side that closed first acknowledges the other's FIN, and both have sent theirs.
    return (
      fins.size === 2 &&
      flags === "A" &&
      length === 0 &&
      packet.ack === fins.get(to) &&
      [...fins.keys()][0] === from &&
      !has(packet, "F")
    );
  };
}
