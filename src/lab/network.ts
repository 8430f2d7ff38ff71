import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Sentence } from "./sentence.ts";

/**
 * What an experiment plays on. The lab's own network namespace is always the server's host, where
 * the capture listens; other hosts are namespaces of their own, reached over veth pairs.
 *
 * - `loopback`: one host, 127.0.0.1.
 * - `veth`: `client` 10.77.0.2, server 10.77.0.1.
 * - `nat`: clients `a` 192.168.1.2 and `b` 192.168.1.3 behind the host `nat`, which the server
 *   (10.77.0.1) knows as 10.77.0.2.
 */
export type NetworkKind = "loopback" | "veth" | "nat";

export interface Network {
  /** Namespaces besides the server's. */
  readonly hosts: readonly string[];
  /** The interface in the server's namespace that carries the experiment's packets. */
  readonly device: string;
  /** An address beyond that interface, for the markers that measure the capture's clock. */
  readonly beyond: string;
}

export const NETWORKS: Record<NetworkKind, Network> = {
  loopback: { hosts: [], device: "lo", beyond: "127.0.0.1" },
  veth: { hosts: ["client"], device: "to-client", beyond: "10.77.0.2" },
  nat: { hosts: ["nat", "a", "b"], device: "to-nat", beyond: "10.77.0.2" },
};

/** A command as it is to be spawned so that it runs on that host: program and arguments. */
export function on(
  host: string | undefined,
  program: string,
  ...args: readonly string[]
): [string, string[]] {
  if (host === undefined || host === "server") return [program, [...args]];
  return ["ip", ["netns", "exec", host, program, ...args]];
}

/**
 * Runs a command, given as words or with a space between each, to its end.
 * @returns what it printed. Throws a Sentence with its words when it fails.
 */
export function must(command: string | readonly string[]): string {
  const [program = "", ...args] = typeof command === "string" ? command.split(" ") : command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status === 0) return stdout;
  const line = [program, ...args].join(" ");
  throw new Sentence(`"${line}" failed: ${error?.message ?? stderr.trim()}`);
}

const path = (sysctl: string) => `/proc/sys/${sysctl.replaceAll(".", "/")}`;

/** Makes a host: a network namespace with a loopback. */
export function addHost(host: string): void {
  must(`ip netns add ${host}`);
  must(`ip -n ${host} link set lo up`);
}

/** Writes a sysctl on a host. */
export function setOn(host: string, name: string, value: string): void {
  must(["ip", "netns", "exec", host, "sysctl", "-qw", `${name}=${value}`]);
}

/**
 * Builds an experiment's network in this network and mount namespace, which must be its own, and
 * writes the sysctls on every host.
 * Throws a Sentence when the kernel or the tools cannot.
 */
export function raiseNetwork(
  kind: NetworkKind,
  sysctls: Readonly<Record<string, string>>,
): Network {
  const network = NETWORKS[kind];
  must("ip link set lo up");
  if (network.hosts.length > 0) must("mount -t tmpfs tmpfs /run"); // ip keeps its names there
  network.hosts.forEach(addHost);
  if (kind === "veth") pair("to-client", "10.77.0.1/24", "client", "to-server", "10.77.0.2/24");
  if (kind === "nat") raiseNat();
  for (const [name, value] of Object.entries(sysctls)) {
    writeFileSync(path(name), value);
    for (const host of network.hosts) setOn(host, name, value);
  }
  return network;
}

/** A cable between this namespace and a host. */
function pair(
  device: string,
  address: string,
  host: string,
  far: string,
  farAddress: string,
): void {
  must(`ip link add ${device} type veth peer name ${far} netns ${host}`);
  must(`ip addr add ${address} dev ${device}`);
  must(`ip link set ${device} up`);
  must(`ip -n ${host} addr add ${farAddress} dev ${far}`);
  must(`ip -n ${host} link set ${far} up`);
}

/** Two clients on a bridge behind a host that gives all they send its own address and port. */
function raiseNat(): void {
  pair("to-nat", "10.77.0.1/24", "nat", "to-server", "10.77.0.2/24");
  must("ip -n nat link add lan type bridge");
  must("ip -n nat addr add 192.168.1.1/24 dev lan");
  must("ip -n nat link set lan up");
  for (const [host, address] of [
    ["a", "192.168.1.2/24"],
    ["b", "192.168.1.3/24"],
  ] as const) {
    must(`ip -n nat link add to-${host} type veth peer name to-nat netns ${host}`);
    must(`ip -n nat link set to-${host} master lan up`);
    must(`ip -n ${host} addr add ${address} dev to-nat`);
    must(`ip -n ${host} link set to-nat up`);
    must(`ip -n ${host} route add default via 192.168.1.1`);
  }
  must("ip netns exec nat sysctl -qw net.ipv4.ip_forward=1");
}
