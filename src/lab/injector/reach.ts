import { setTimeout as pause } from "node:timers/promises";
import { add, diff } from "../../model/index.ts";
import type { Case } from "../../oracle/case.ts";
import { Sentence } from "../sentence.ts";
import { endOf, HANDSHAKE_OPTIONS, type Peer } from "./peer.ts";
import type { Tun } from "./tun.ts";

/** What fits into our window, and what a kernel sends before the first acknowledgment. */
const MOST = { data: 60_000, srv_data: 14_000 };

/**
 * Brings about the state that a case begins with, all of it by segments and system calls.
 * @param port the kernel's port where it connects to us
 * Resolves with a time before which the kernel was not in that state (performance.now()).
 * Rejects with a Sentence when the kernel does not send what that state needs.
 */
export async function reach(one: Case, tun: Tun, peer: Peer, port: number): Promise<number> {
  if (one.state === "LISTEN") return performance.now();
  for (const key of ["data", "srv_data"] as const)
    if (one[key] > MOST[key])
      throw new Sentence(`${one.id}: ${key} is more than the injector can send, ${MOST[key]}`);
  await (one.role === "server" ? accepted(peer) : connected(one, tun, peer, port));
  await exchange(one, tun, peer);
  // Older kernels count whole seconds since the last timestamp: let them count from 0.
  if (one.steps.some(({ connect }) => connect?.bind === "auto")) await nextSecond();
  const from = performance.now();
  await CLOSING[one.state](tun, peer);
  return from;
}

const acknowledged = (peer: Peer) =>
  peer.until("an ACK of everything", ({ flags, ack }) => flags.includes("A") && ack === peer.next);
const finished = (peer: Peer) => peer.until("a FIN", ({ flags }) => flags.includes("F"));
const close = (tun: Tun, peer: Peer) => tun.closeConnection(hostOf(peer.address));
const hostOf = (address: string) => address.split(":")[0] ?? "";

/** We connect to the kernel's listener. */
async function accepted(peer: Peer): Promise<void> {
  peer.send({ flags: "S", ack: 0, options: HANDSHAKE_OPTIONS });
  await peer.until("a SYN-ACK", ({ flags }) => flags === "SA");
  peer.send();
}

/** The kernel connects to us. */
async function connected(one: Case, tun: Tun, peer: Peer, port: number): Promise<void> {
  const source = one.first === "auto" ? { choose: port } : { bind: port };
  const said = await tun.connect(peer.address, source, one.reuseaddr);
  if (said.connect !== "EINPROGRESS")
    throw new Sentence(`${one.id}: the first connect() failed with ${said.connect ?? said.bind}`);
  await peer.until("a SYN", ({ flags }) => flags === "S");
  peer.send({ flags: "SA", options: HANDSHAKE_OPTIONS });
  await acknowledged(peer);
}

async function exchange(one: Case, tun: Tun, peer: Peer): Promise<void> {
  if (one.data > 0) {
    peer.sendData(one.data);
    await acknowledged(peer);
  }
  if (one.srv_data > 0) {
    const end = add(peer.kernelNext, one.srv_data);
    await tun.write(hostOf(peer.address), one.srv_data);
    await peer.until("its data", (segment) => diff(endOf(segment), end) >= 0);
    peer.send();
  }
}

/** From ESTABLISHED to each state; the kernel's side closes with close(). */
const CLOSING: Record<Case["state"], (tun: Tun, peer: Peer) => Promise<void>> = {
  LISTEN: () => Promise.resolve(),
  ESTABLISHED: () => Promise.resolve(),
  CLOSE_WAIT: async (_, peer) => {
    peer.send({ flags: "FA" });
    await acknowledged(peer);
  },
  LAST_ACK: async (tun, peer) => {
    await CLOSING.CLOSE_WAIT(tun, peer);
    await CLOSING.FIN_WAIT1(tun, peer);
  },
  FIN_WAIT1: async (tun, peer) => {
    await close(tun, peer);
    await finished(peer);
  },
  FIN_WAIT2: async (tun, peer) => {
    await CLOSING.FIN_WAIT1(tun, peer);
    peer.send();
  },
  TIME_WAIT: async (tun, peer) => {
    await CLOSING.FIN_WAIT2(tun, peer);
    peer.send({ flags: "FA" });
    await acknowledged(peer);
  },
  CLOSING_TW: async (tun, peer) => {
    await CLOSING.FIN_WAIT1(tun, peer);
    peer.send({ flags: "FA", ack: add(peer.kernelNext, -1) });
    await acknowledged(peer);
    peer.send();
  },
};

/** The beginning of the kernel's next second (CLOCK_MONOTONIC, which hrtime reads). */
async function nextSecond(): Promise<void> {
  const past = Number((process.hrtime.bigint() / 1_000_000n) % 1000n);
  await pause(1000 - past + 2);
}
