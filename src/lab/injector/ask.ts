import type { Case, Result } from "../../oracle/case.ts";
import { obstacle } from "../namespace.ts";
import { Sentence } from "../sentence.ts";
import { SLOWNESS } from "../emulator.ts";
import { Peer } from "./peer.ts";
import { play } from "./play.ts";
import { reach } from "./reach.ts";
import { Sockets } from "./sockets.ts";
import { KERNEL, peerAddress, Tun } from "./tun.ts";

/** Cases that are played at once in one network; each leaves a TIME_WAIT for a minute. */
const TOGETHER = SLOWNESS > 1 ? 100 : 200;
/** Networks at once; a slow machine has enough to do with a few. */
const NETWORKS = SLOWNESS > 1 ? 2 : 6;
/** How often a case is played that went wrong on the way, or too late. */
const TRIES = 5;
const LISTENER = 8888;
/** The kernel's port in the first case where it connects. */
const FIRST_PORT = 10_000;
const PEER_PORT = 8888;

/** What every case has unless it says otherwise: no limit on ACKs, and room for half-open peers. */
const SYSCTLS = {
  "ipv4/tcp_invalid_ratelimit": "0",
  "ipv4/tcp_max_syn_backlog": "65535",
  "core/somaxconn": "65535",
};

/**
 * Plays cases against the running kernel and returns what it answered, in their order. Cases with
 * the same sysctls share a network namespace, 200 at a time; some 3,000 cases take a second of work
 * and at least as long as their waits. A case that could not be played as it asks has `err`.
 * @param told called with the number of cases done, now and then
 * Rejects with a Sentence where the machine does not allow it.
 */
export async function askKernel(
  cases: readonly Case[],
  told: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const problem = obstacle();
  if (problem) throw new Sentence(problem);
  const results = new Map<Case, Result>();
  let left: readonly Case[] = cases;
  for (let attempt = 1; attempt <= TRIES && left.length > 0; attempt++) {
    const chunks = chunked(left, Math.ceil(TOGETHER / 4 ** (attempt - 1)));
    await inParallel(Math.ceil(NETWORKS / attempt), chunks, async (chunk) => {
      for (const [one, result] of await playTogether(chunk)) results.set(one, result);
      told(results.size);
    });
    left = left.filter((one) => results.get(one)?.err !== undefined);
  }
  return cases.map((one) => results.get(one) ?? { id: one.id, steps: [], err: "not played" });
}

/** Groups cases that can share a network; groups are cut into chunks. */
function chunked(cases: readonly Case[], size: number): Case[][] {
  const wait = (one: Case) => Math.max(0, ...one.steps.map(({ wait_ms = 0 }) => wait_ms));
  const groups = Map.groupBy(cases, ({ sysctl, listen }) => JSON.stringify([listen, sysctl]));
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => wait(a) - wait(b)); // those who wait, wait together
    return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) =>
      sorted.slice(index * size, (index + 1) * size),
    );
  });
}

async function inParallel<T>(
  workers: number,
  tasks: readonly T[],
  work: (task: T) => Promise<void>,
): Promise<void> {
  const queue = tasks.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const task of queue) await work(task);
    }),
  );
}

/** Plays cases that have the same sysctls and the same `listen`, in a network made for them. */
async function playTogether(cases: readonly Case[]): Promise<[Case, Result][]> {
  const peers = new Map<string, Peer>();
  const tun = await Tun.open("fresh", (segment) => peers.get(segment.to)?.hear(segment));
  try {
    for (const [name, value] of Object.entries(SYSCTLS)) await tun.sysctl(name, value);
    for (const [name, value] of Object.entries(cases[0]?.sysctl ?? {}))
      await tun.sysctl(`ipv4/${name}`, value);
    await tun.listen(LISTENER);
    const sockets = new Sockets(tun);
    let unlistened: Promise<void> | null = null;
    const everyoneReady = gate(cases.length);
    return await Promise.all(
      cases.map(async (one, number): Promise<[Case, Result]> => {
        try {
          const port = FIRST_PORT + number;
          const ends = {
            address: `${peerAddress(number)}:${PEER_PORT}`,
            kernel: `${KERNEL}:${one.role === "server" ? LISTENER : port}`,
          };
          const peer = new Peer(tun, ends, { isn: one.isn, tsval: one.ts ? one.tsval : null });
          peers.set(ends.address, peer);
          const from = await reach(one, tun, peer, port).finally(everyoneReady.enter);
          await tun.settled();
          const reached = { from, to: performance.now() };
          if (one.listen === "closed") {
            await everyoneReady.open;
            await (unlistened ??= tun.unlisten(LISTENER));
          }
          return [one, await play({ one, tun, sockets, peer, reached })];
        } catch (error) {
          if (!(error instanceof Sentence)) throw error;
          return [one, { id: one.id, state: one.state, steps: [], err: error.message }];
        }
      }),
    );
  } finally {
    await tun.close();
  }
}

/** Opens when as many have entered. */
function gate(count: number): { open: Promise<void>; enter: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let left = count;
  return {
    open: promise,
    enter: () => {
      if (--left === 0) resolve(undefined);
    },
  };
}
