import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { decodeTcp, type Segment } from "../../sessions/packet.ts";
import { Sentence } from "../sentence.ts";
import { requireTools } from "../tools.ts";
import { encodeTcp } from "./packet.ts";

const SCRIPT = fileURLToPath(new URL("tun.pl", import.meta.url));

/** The address of the kernel under test on its side of the TUN device. */
export const KERNEL = "10.9.0.1";
/** Every other address of 10.9/16 is on our side: the peer with this number, from 0. */
export const peerAddress = (number: number): string => `10.9.${1 + (number >> 8)}.${number & 0xff}`;

/** Link type of a packet without a link header (LINKTYPE_RAW). */
const RAW = 101;

/** What a connect() came to: errno names, "0" for success, EINPROGRESS when its SYN went out. */
export interface Connected {
  readonly bind: string;
  /** Absent where bind() failed. */
  readonly connect?: string;
  readonly localPort: number;
}

/**
 * A kernel's network as a TUN device shows it: whatever the kernel sends to 10.9/16 comes here, and
 * what is sent from here looks to it as if a host there had sent it. Sockets on the kernel's side
 * are opened, written to and closed by the operations below, in the order they are asked for.
 */
export class Tun {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #hear: (segment: Segment) => void;
  readonly #pending: { resolve: (words: string[]) => void; reject: (error: Error) => void }[] = [];
  #unread: Buffer = Buffer.alloc(0);
  #unsent: Uint8Array[] = [];
  #failure: Sentence | null = null;
  #settling: Promise<void> | null = null;

  /**
   * Opens a TUN device.
   * @param where `fresh`: in a network namespace made for it, which ends with it; `here`: in ours
   * @param hear called with each TCP segment that the kernel sends
   * Rejects with a Sentence where that is not allowed, or perl or ip are missing.
   */
  static async open(where: "fresh" | "here", hear: (segment: Segment) => void): Promise<Tun> {
    requireTools(["perl", "ip", ...(where === "fresh" ? ["unshare"] : [])]);
    const tun = new Tun(where, hear);
    await tun.#answer();
    return tun;
  }

  private constructor(where: "fresh" | "here", hear: (segment: Segment) => void) {
    const perl = ["perl", SCRIPT, "peer0", `${KERNEL}/16`];
    this.#child =
      where === "fresh" ? spawn("unshare", ["--net", ...perl]) : spawn("perl", perl.slice(1));
    this.#hear = hear;
    let said = "";
    this.#child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));
    this.#child.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#child.stdin.on("error", () => undefined); // "close" tells
    this.#child.once("error", (error) => this.#fail(error.message));
    this.#child.once("close", () => this.#fail(said.trim() || "it was closed"));
  }

  /** The sockets of this kernel's network, as /proc/net/tcp lists them. */
  get table(): string {
    return `/proc/${this.#child.pid}/net/tcp`;
  }

  send(segment: Segment): void {
    this.#write("P", encodeTcp(segment));
  }

  /** Sets `net.<name>` of this network, for instance `ipv4/tcp_rfc1337`. */
  async sysctl(name: string, value: string): Promise<void> {
    const errno = errnoName(await this.#ask("sysctl", name, value));
    if (errno !== "0") throw new Sentence(`this kernel does not take ${name}=${value}: ${errno}`);
  }

  /** Listens on a port of every address, with SO_REUSEADDR; connections wait until asked about. */
  async listen(port: number): Promise<void> {
    const errno = errnoName(await this.#ask("listen", port));
    if (errno !== "0") throw new Sentence(`port ${port} could not be listened on: ${errno}`);
  }

  async unlisten(port: number): Promise<void> {
    await this.#ask("unlisten", port);
  }

  /**
   * bind() and connect(), not waiting for the peer's answer.
   * @param source the port to bind first, or the only one the kernel may choose
   */
  async connect(
    to: string,
    source: { readonly bind: number } | { readonly choose: number },
    reuseaddr: boolean,
  ): Promise<Connected> {
    const [address = "", port = ""] = to.split(":");
    const [bound, only] = "bind" in source ? [source.bind, 0] : [0, source.choose];
    const words = await this.#ask("connect", address, port, reuseaddr ? 1 : 0, bound, only);
    const bind = errnoName(words);
    if (bind !== "0") return { bind, localPort: 0 };
    return { bind, connect: errnoName(words.slice(1)), localPort: Number(words[2]) };
  }

  /** The kernel's side sends bytes on the connection with that peer. */
  async write(peer: string, bytes: number): Promise<void> {
    await this.#ask("write", peer, bytes);
  }

  /** The kernel's side closes the connection with that peer, having read what came. */
  async closeConnection(peer: string): Promise<void> {
    await this.#ask("close", peer);
  }

  /** Resolves when the kernel has been given all that was sent, and its immediate answers are here. */
  settled(): Promise<void> {
    this.#settling ??= Promise.resolve().then(async () => {
      this.#settling = null; // what is sent from now on needs another one
      await this.#ask("settled");
    });
    return this.#settling;
  }

  /** Ends it, and its namespace with it. */
  async close(): Promise<void> {
    if (this.#failure) return;
    const closed = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.stdin.end();
    await closed;
  }

  async #ask(...words: (string | number)[]): Promise<string[]> {
    this.#write("O", Buffer.from(words.join(" ")));
    return this.#answer();
  }

  #answer(): Promise<string[]> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#pending.push({ resolve, reject }));
  }

  #write(kind: "P" | "O", body: Uint8Array): void {
    const message = Buffer.alloc(3 + body.length);
    message.writeUInt16BE(1 + body.length);
    message.write(kind, 2);
    message.set(body, 3);
    if (this.#unsent.push(message) > 1) return;
    queueMicrotask(() => {
      this.#child.stdin.write(Buffer.concat(this.#unsent));
      this.#unsent = [];
    });
  }

  #read(chunk: Buffer): void {
    const all = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    let at = 0;
    while (all.length - at >= 2) {
      const end = at + 2 + all.readUInt16BE(at);
      if (end > all.length) break;
      const body = all.subarray(at + 3, end);
      if (all[at + 2] === 0x4f) this.#pending.shift()?.resolve(String(body).split(" "));
      else {
        const frame = { at: 0n, bytes: body, length: body.length };
        const segment = decodeTcp(frame, RAW, "the TUN device", "a packet");
        if (segment) this.#hear(segment);
      }
      at = end;
    }
    this.#unread = all.subarray(at);
  }

  #fail(why: string): void {
    this.#failure ??= new Sentence(`the TUN device could not be used: ${why}`);
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}

const ERRNO = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

function errnoName([errno]: string[]): string {
  return errno === "0" ? "0" : (ERRNO.get(Number(errno)) ?? `errno ${errno}`);
}
