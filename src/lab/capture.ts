import { spawn, type ChildProcess } from "node:child_process";
import { decodeTcp, decodeUdp, type Packet } from "../sessions/packet.ts";
import { formatPcap, PcapReader, type Frame } from "../sessions/pcap.ts";
import { sessionTimes } from "../sessions/read.ts";
import { MARKER_PORT, type Clock, type ClockMap } from "./clock.ts";
import { Sentence } from "./sentence.ts";
import type { Watch } from "./wait.ts";

const NAME = "the capture";

/** tcpdump on one interface, read while it runs: the TCP segments, and the clock's markers. */
export class Capture {
  /** Segments so far; their times are not known before the session has ended. */
  readonly packets: Omit<Packet, "at">[] = [];
  readonly #frames: Frame[] = [];
  readonly #reader = new PcapReader(NAME);
  readonly #clock: Clock;
  readonly #watch: Watch;
  readonly #tcpdump: ChildProcess;
  #listening = false;
  #stopping = false;
  #ended = false;
  #said = "";

  /** @param snap how many bytes of each frame are kept; all when absent */
  constructor(device: string, clock: Clock, watch: Watch, snap?: number) {
    this.#clock = clock;
    this.#watch = watch;
    const filter = `tcp or (udp dst port ${MARKER_PORT})`;
    // libpcap's ring has a place of the whole snap length for each frame: 2 MiB would be eight places.
    const precise = ["--immediate-mode", "-U", "-B", "32768", "--time-stamp-precision=nano"];
    const cut = snap === undefined ? [] : ["-s", String(snap)];
    this.#tcpdump = spawn("tcpdump", ["-i", device, ...cut, ...precise, "-w", "-", filter], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#tcpdump.stdout?.on("data", (chunk: Buffer) => {
      try {
        this.#take(chunk);
      } catch (error) {
        watch.fail(error);
      }
    });
    this.#tcpdump.stderr?.on("data", (chunk: Buffer) => {
      this.#said += String(chunk);
      this.#listening ||= this.#said.includes("listening on");
      watch.stir();
    });
    this.#tcpdump.on("close", () => {
      this.#ended = true;
      if (!this.#stopping)
        watch.fail(new Sentence(`tcpdump ended by itself: ${this.#said.trim()}`));
      watch.stir();
    });
  }

  /** Resolves when the capture sees what is sent. */
  async ready(): Promise<void> {
    await this.#watch.until("tcpdump to listen", () => this.#listening || undefined);
  }

  /** Stops tcpdump, having read all it saw. Rejects with a Sentence when it has missed a packet. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#tcpdump.kill("SIGINT");
    await this.#watch.until("tcpdump to end", () => this.#ended || undefined);
    this.#reader.end();
    const missed = Number(/(\d+) packets? dropped by kernel/.exec(this.#said)?.[1] ?? 0);
    if (missed > 0)
      throw new Sentence(`tcpdump missed ${missed} packets: play it again on an idle machine`);
  }

  /** The segments so far with times of the capture's own, µs after the first: good for distances. */
  untimed(): Packet[] {
    const began = this.#frames[0]?.at ?? 0n;
    return this.packets.map((packet, index) => ({
      ...packet,
      at: Number((this.#frames[index]?.at ?? began) - began) / 1e3,
    }));
  }

  /** The segments with their session times, once the clock has been mapped. */
  timed(map: ClockMap): Packet[] {
    const times = sessionTimes(this.#frames, map);
    return this.packets.map((packet, index) => ({ ...packet, at: times[index] ?? 0 }));
  }

  /** The TCP frames as a pcap file; the markers are left out. */
  pcap(): Uint8Array {
    return formatPcap({ link: this.#reader.link, frames: this.#frames });
  }

  #take(chunk: Buffer): void {
    for (const frame of this.#reader.push(chunk)) {
      const { link } = this.#reader;
      const marker = decodeUdp(frame, link, NAME, MARKER_PORT);
      if (marker !== null) this.#clock.saw(marker, frame.at);
      const number = this.packets.length + 1;
      const segment = decodeTcp(frame, link, NAME, `packet ${number}`);
      if (!segment) continue;
      this.packets.push({ number, ...segment });
      this.#frames.push(frame);
    }
    this.#watch.stir();
  }
}
