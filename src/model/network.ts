import { chance } from "./chance.ts";
import { Host, type Decision, type HostSettings } from "./host.ts";
import type { Happening, Packet, Sent } from "./packet.ts";
import { Schedule } from "./schedule.ts";

/** What the path between the hosts does to packets. Chances are in [0, 1]. */
export interface Path {
  /** One way, in ms; 10 when absent. */
  readonly delay?: number;
  /** Chance that a packet is lost. */
  readonly loss?: number;
  /** Chance that it arrives twice. */
  readonly duplication?: number;
  /** Chance that it takes three times as long, so that others overtake it. */
  readonly reordering?: number;
  /** Whether to lose just this packet: for stories. Asked before chance. */
  readonly loses?: (packet: Packet) => boolean;
  /**
   * How many packets it carries in all; no limit when absent. What is sent after that is lost, so
   * that two hosts which answer each other's answers come to an end.
   */
  readonly carries?: number;
  /** Seed of all chance; 1 when absent. */
  readonly seed?: number;
  /** Whether to keep the packets for a trace; true when absent. A long simulation does without. */
  readonly capture?: boolean;
}

/**
 * Hosts on a path, with a clock of their own. Nothing happens but in `run`, and the same seed makes
 * the same things happen.
 */
export class Network {
  readonly schedule = new Schedule();
  /** Every packet sent, in order, if they are kept. */
  readonly packets: Sent[] = [];
  /** Everything the kernels asked themselves, in order, if packets are kept. */
  readonly decisions: Decision[] = [];
  /** All that happened, in order, if packets are kept: what a trace is made of. */
  readonly log: Happening[] = [];
  /** How many packets were sent. */
  sent = 0;
  readonly #path: Required<Omit<Path, "seed">>;
  readonly #chance: () => number;
  readonly #hosts = new Map<string, { receive(packet: Packet): void }>();

  constructor({ seed = 1, ...path }: Path = {}) {
    const perfect = { delay: 10, loss: 0, duplication: 0, reordering: 0, carries: Infinity };
    this.#path = { loses: () => false, capture: true, ...perfect, ...path };
    this.#chance = chance(seed);
  }

  /** A host at that address. It takes the place of one that was there. */
  host(address: string, settings: HostSettings): Host {
    const host = new Host(address, settings, this.schedule, {
      send: (packet) => this.#send(packet),
      decided: (decision) => {
        if (this.#path.capture) this.decisions.push(decision);
      },
      becomes: ({ local, remote, state }) =>
        this.#note({ what: "became", at: this.#micros(), local, remote, state }),
    });
    this.#hosts.set(address, host);
    return host;
  }

  /** Nobody at that address any more: what is sent there is heard by none. */
  silence(address: string): void {
    this.#hosts.set(address, { receive: () => undefined });
  }

  /** A packet that no kernel makes: a raw socket's. Returns its number. */
  inject(packet: Omit<Packet, "number" | "at">): number {
    this.#send(packet);
    return this.sent;
  }

  /** Lets `ms` milliseconds go by. */
  run(ms: number): void {
    this.schedule.run(this.schedule.now + ms);
  }

  #send(unnumbered: Omit<Packet, "number" | "at">): void {
    const { loss, duplication, reordering, carries, loses, capture } = this.#path;
    const { now } = this.schedule;
    const packet = { number: ++this.sent, at: this.#micros(), ...unnumbered };
    const lost = this.sent > carries || loses(packet) || (loss > 0 && this.#chance() < loss);
    const copies = lost ? 0 : duplication > 0 && this.#chance() < duplication ? 2 : 1;
    const arrives: number[] = [];
    for (let copy = 0; copy < copies; copy++) {
      const late = reordering > 0 && this.#chance() < reordering ? 3 : 1;
      const delay = this.#path.delay * late * (copy + 1);
      arrives.push(Math.round((now + delay) * 1000));
      this.schedule.after(delay, () => this.#deliver(packet));
    }
    const sent = { ...packet, arrives };
    if (capture) this.packets.push(sent);
    this.#note({ what: "sent", at: packet.at, packet: sent });
  }

  #deliver(packet: Packet): void {
    this.#note({ what: "arrived", at: this.#micros(), packet });
    this.#hosts.get(addressOf(packet.to))?.receive(packet);
  }

  #note(happening: Happening): void {
    if (this.#path.capture) this.log.push(happening);
  }

  /** The time in µs. */
  #micros(): number {
    return Math.round(this.schedule.now * 1000);
  }
}

const addressOf = (end: string): string => end.slice(0, end.indexOf(":"));
