import { createSocket, type Socket } from "node:dgram";

/** The port the marker datagrams go to: discard (RFC 863). Nobody listens. */
export const MARKER_PORT = 9;
/** The port they come from, which no experiment misses: some leave the kernel but one to choose. */
const OWN_PORT = 10;

/** Where a capture's clock stands against the session's. */
export interface ClockMap {
  /** Capture time, in ns since 1970, that corresponds to session time 0; a decimal number. */
  readonly offset: string;
  /** µs that the capture clock gains on the session clock per second. */
  readonly drift: number;
  /** How far a mapped time may be off, in µs, rounded up. */
  readonly error: number;
  /** How many markers measured it. */
  readonly markers: number;
}

/** A datagram was sent between two readings of the session clock (ns); the capture saw it. */
interface Marker {
  readonly before: bigint;
  readonly after: bigint;
  captured?: bigint;
}

/**
 * The session's clock: CLOCK_MONOTONIC from the moment of its making. Packets carry the wall clock
 * of whoever captures; datagrams sent through the capture at known times measure how the two relate.
 */
export class Clock {
  readonly #origin = process.hrtime.bigint();
  readonly #markers: Marker[] = [];
  #socket: Socket | null = null;

  /** Whole microseconds since the clock was made. */
  now(): number {
    return Number(this.#nanos() / 1000n);
  }

  /** Opens the socket that markers leave by, to an address beyond the interface of the capture. */
  async open(beyond: string): Promise<void> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(OWN_PORT, resolve));
    await new Promise<void>((resolve) => socket.connect(MARKER_PORT, beyond, resolve));
    socket.on("error", () => undefined); // "port unreachable" comes back; it is meant to
    this.#socket = socket;
  }

  close(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  /** Sends markers, one every millisecond. */
  async mark(count: number): Promise<void> {
    for (let sent = 0; sent < count; sent++) {
      const before = this.#nanos();
      // A connected socket hands the datagram to the kernel before send() returns.
      this.#socket?.send(String(this.#markers.length), () => undefined);
      this.#markers.push({ before, after: this.#nanos() });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** The capture saw the marker with this payload, at this time (ns since 1970). */
  saw(payload: string, captured: bigint): void {
    const marker = this.#markers[Number(payload)];
    if (marker) marker.captured = captured;
  }

  /**
   * The straight line through the sharpest early and the sharpest late marker. Its error is their
   * own doubt, and the farthest that the line passes by what another marker leaves possible.
   * Throws an Error when fewer than two markers were captured.
   */
  map(): ClockMap {
    const seen = this.#markers.flatMap(({ before, after, captured }) =>
      captured === undefined
        ? []
        : [{ at: (before + after) / 2n, doubt: after - before, captured }],
    );
    const half = Math.ceil(seen.length / 2);
    const sharpest = (some: typeof seen) => some.toSorted((a, b) => Number(a.doubt - b.doubt))[0];
    const [first, last] = [sharpest(seen.slice(0, half)), sharpest(seen.slice(half))];
    if (!first || !last) throw new Error("the capture saw none of the markers that time it");
    const lead = (marker: { captured: bigint; at: bigint }) => marker.captured - marker.at;
    const gained = Number(lead(last) - lead(first)); // ns
    const between = Number(last.at - first.at) / 1e9; // s
    const drift = between > 0 ? gained / 1e3 / between : 0;
    const offset = lead(first) - BigInt(Math.round((drift * 1e3 * Number(first.at)) / 1e9));
    const misses = seen.map((marker) => {
      const expected = Number(offset - first.captured) + Number(marker.at) * (1 + drift / 1e6);
      const stray = Math.abs(Number(marker.captured - first.captured) - expected);
      return Math.max(0, stray - Number(marker.doubt) / 2);
    });
    const doubt = Math.max(Number(first.doubt), Number(last.doubt)) / 2;
    const error = Math.ceil((doubt + Math.max(...misses)) / 1e3);
    return { offset: String(offset), drift, error, markers: seen.length };
  }

  #nanos(): bigint {
    return process.hrtime.bigint() - this.#origin;
  }
}
