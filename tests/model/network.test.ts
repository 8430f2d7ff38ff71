import { describe, expect, test } from "vitest";
import {
  diff,
  kernelNamed,
  Network,
  type Host,
  type Packet,
  type Path,
  type Socket,
} from "time-wait";
import { CLIENT, kernel, SERVER, story } from "./story.ts";

const flags = (network: Network) =>
  network.packets.map(({ from, flags }) => (from === SERVER ? `<${flags}` : `>${flags}`)).join(" ");
const counts = (...hosts: Host[]) => hosts.map(({ buckets }) => buckets.timeWaits);

describe("the four ways to close", () => {
  test("the server first: it holds TIME_WAIT for 60 s", () => {
    const { network, server, client, heard, said } = story({}, "server");
    network.run(1000);
    expect(heard).toEqual({ server: 10, client: 5 });
    expect(flags(network)).toBe(">S <SA >A >PA <A <PA <FA >A >A >FA <A");
    expect(said).toEqual(["client: end"]);
    expect(counts(server, client)).toEqual([1, 0]);
    network.run(59_000);
    expect(counts(server, client)).toEqual([1, 0]);
    network.run(100);
    expect(counts(server, client)).toEqual([0, 0]);
  });

  test("the client first: it holds TIME_WAIT", () => {
    const { network, server, client, said } = story({}, "client");
    network.run(1000);
    expect(said).toEqual(["server: end"]);
    expect(counts(server, client)).toEqual([0, 1]);
  });

  test("both at once: both hold TIME_WAIT", () => {
    const { network, server, client, said } = story({}, "both");
    network.run(1000);
    expect(said).toEqual([]);
    expect(counts(server, client)).toEqual([1, 1]);
  });

  test("shutdown(), and close() when the peer has closed: TIME_WAIT outlives the program's socket", () => {
    const network = new Network();
    const server = network.host("10.0.0.1", { kernel });
    const client = network.host("10.0.0.2", { kernel });
    server.listen(8888, (socket) => {
      socket.events.onData = () => socket.shutdown();
      socket.events.onEnd = () => socket.close();
    });
    client.connect("10.0.0.1", 8888, {
      onConnect: (socket) => socket.send(10),
      onEnd: (socket) => socket.close(),
    });
    network.run(1000);
    expect(server.sockets.map(({ state }) => state)).toEqual(["TIME_WAIT"]);
  });

  test("a reset: nobody holds anything, and the peer is told", () => {
    const { network, server, client, said } = story({}, "reset");
    network.run(1000);
    expect(said).toEqual(["server: ECONNRESET"]);
    expect(counts(server, client)).toEqual([0, 0]);
  });
});

describe("the same port again", () => {
  test("reopens the server's TIME_WAIT, 65,537 past its last number", () => {
    const { network, server, heard, connect } = story({}, "server");
    network.run(1000);
    const fin = network.packets.find(({ from, flags }) => from === SERVER && flags === "FA");
    expect(connect()).toHaveProperty("socket");
    expect(counts(server)).toEqual([1]);
    network.run(1000);
    const synAck = network.packets.findLast(({ flags }) => flags === "SA");
    expect(diff(synAck?.seq ?? 0, fin?.seq ?? 0)).toBe(65_538);
    expect(heard).toEqual({ server: 20, client: 10 });
    expect(counts(server)).toEqual([1]);
  });

  test("is refused to a client without timestamps that holds TIME_WAIT itself", () => {
    const network = new Network();
    const server = network.host("10.0.0.1", { kernel });
    const client = network.host("10.0.0.2", { kernel, timestamps: false });
    server.listen(80, ({ events }) => (events.onEnd = (socket) => socket.close()));
    const connect = (reuseAddress: boolean) =>
      client.connect("10.0.0.1", 80, {
        port: 40000,
        reuseAddress,
        onConnect: (socket) => socket.close(),
      });
    connect(true);
    network.run(1000);
    expect(network.packets[0]).not.toHaveProperty("tsval");
    expect(connect(true)).toEqual({ call: "connect", errno: "EADDRNOTAVAIL" });
    expect(connect(false)).toEqual({ call: "bind", errno: "EADDRINUSE" });
    network.run(60_000);
    expect(connect(false)).toHaveProperty("socket");
  });

  test("reaches a peer in LAST_ACK: ACK, RST, and the SYN again after 8 ms", () => {
    let acks = 0;
    const loses = ({ from, flags }: { from: string; flags: string }) =>
      from === CLIENT && flags === "A" && ++acks > 2; // the answer to the server's FIN
    const { network, server, connect } = story({ loses }, "client");
    network.run(100);
    expect(counts(server)).toEqual([0]);
    const begun = network.packets.length;
    connect();
    network.run(100);
    expect(network.packets.slice(begun, begun + 5).map(({ flags }) => flags)).toEqual([
      "S",
      "A",
      "R",
      "S",
      "SA",
    ]);
    const [, ack, rst, again] = network.packets.slice(begun);
    expect(rst?.seq).toBe(ack?.ack);
    expect((again?.at ?? 0) - (rst?.at ?? 0)).toBe(kernel.synRetry * 1000);
  });
});

describe("a bad path", () => {
  test("loses nothing that TCP carries: everything arrives, and everything ends", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const bad = { seed, loss: 0.2, duplication: 0.2, reordering: 0.2 };
      const { network, server, client, heard } = story(bad, seed % 2 ? "server" : "client");
      network.run(600_000);
      expect(heard, `seed ${seed}`).toEqual({ server: 10, client: 5 });
      expect(counts(server, client), `seed ${seed}`).toEqual([0, 0]);
    }
  });

  test("is the same for the same seed, and another for another", () => {
    const run = (seed: number) => {
      const { network } = story({ seed, loss: 0.3, reordering: 0.3 }, "server");
      network.run(10_000);
      return network.packets;
    };
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  test("sends a SYN again after 1 s, five times, then ever more seldom, and gives up", () => {
    const times = (name: string) => {
      const network = new Network({ loses: () => true });
      const client = network.host("10.0.0.2", { kernel: kernelNamed(name) });
      network.host("10.0.0.1", { kernel }).listen(80, () => undefined);
      let failed = "";
      client.connect("10.0.0.1", 80, {
        onError: (_, errno) => (failed = `${errno} at ${network.schedule.now / 1000}`),
      });
      network.run(200_000);
      return [...network.packets.map(({ at }) => at / 1e6), failed];
    };
    expect(times("linux-6.18")).toEqual([
      ...[0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67],
      "ETIMEDOUT at 131",
    ]);
    expect(times("linux-6.1")).toEqual([...[0, 1, 3, 7, 15, 31, 63], "ETIMEDOUT at 127"]);
  });

  test("whose firewall eats the RST makes the client wait for the end of TIME_WAIT", () => {
    const loses = ({ flags }: Packet) => flags === "R";
    const network = new Network({ delay: 1, loses });
    const server = network.host("10.0.0.1", { kernel, timestamps: false });
    const client = network.host("10.0.0.2", { kernel });
    server.listen(80, (socket) => network.schedule.after(150_000, () => socket.close()));
    const onEnd = (socket: Socket) => socket.close();
    const connect = () => client.connect("10.0.0.1", 80, { port: 40_000, onEnd });
    connect();
    network.run(151_000);
    const begun = network.packets.length;
    connect(); // its SYN looks older
    network.run(100_000);
    const since = network.packets.slice(begun);
    const syns = since.filter(({ flags }) => flags === "S");
    expect(syns.map(({ at }) => Math.floor((at - (syns[0]?.at ?? 0)) / 1e6))).toEqual([
      0, 0, 1, 2, 3, 4, 6, 10, 18, 34, 66,
    ]);
    expect(since.findIndex(({ flags }) => flags === "SA")).toBe(since.length - 2);
  });
});

test("long data goes in segments of 1,448 bytes, and what comes too early waits", () => {
  const network = new Network({ seed: 5, reordering: 0.4 });
  const server = network.host("10.0.0.1", { kernel });
  const client = network.host("10.0.0.2", { kernel });
  let bytes = 0;
  server.listen(80, ({ events }) => (events.onData = (_, count) => (bytes += count)));
  client.connect("10.0.0.1", 80, { onConnect: (socket) => socket.send(10_000) });
  network.run(5000);
  expect(bytes).toBe(10_000);
  expect(Math.max(...network.packets.map(({ length }) => length))).toBe(1448);
});

describe("ports and buckets", () => {
  const many = (settings: object, count: number, closes: "client" | "server") => {
    const network = new Network({ delay: 1 });
    const server = network.host("10.0.0.1", { kernel });
    const client = network.host("10.0.0.2", {
      kernel,
      portRange: { low: 31_600, high: 31_609 },
      ...settings,
    });
    server.listen(80, (socket) => {
      if (closes === "server") socket.close();
      else socket.events.onEnd = () => socket.close();
    });
    const outcomes: string[] = [];
    for (let i = 0; i < count; i++) {
      const opened = client.connect("10.0.0.1", 80, {
        onConnect: (socket) => closes === "client" && socket.close(),
        onEnd: (socket) => socket.close(),
      });
      outcomes.push("errno" in opened ? opened.errno : opened.socket.local.slice(-5));
      network.run(20);
    }
    return { network, client, server, outcomes };
  };

  test("a client that closes first runs out of ports, the even ones first", () => {
    const { outcomes } = many({}, 11, "client");
    const ports = outcomes.slice(0, 10).map(Number);
    expect(ports.slice(0, 5).every((port) => port % 2 === 0)).toBe(true);
    expect(new Set(ports).size).toBe(10);
    expect(outcomes[10]).toBe("EADDRNOTAVAIL");
  });

  test("tcp_tw_reuse lets it have them again after a second", () => {
    const { outcomes } = many({ twReuse: 1 }, 60, "client");
    expect(outcomes[10]).toBe("EADDRNOTAVAIL");
    expect(outcomes[59]).not.toBe("EADDRNOTAVAIL");
  });

  test("a server that closes first costs the client none", () => {
    const { outcomes, server } = many({}, 60, "server");
    expect(outcomes).not.toContain("EADDRNOTAVAIL");
    expect(server.buckets.timeWaits).toBeLessThanOrEqual(10);
  });

  test("beyond tcp_max_tw_buckets there is no TIME_WAIT, and a count", () => {
    const { client } = many({ maxTwBuckets: 7 }, 10, "client");
    expect(client.buckets).toEqual({ timeWaits: 7, overflows: 3 });
  });

  test("nobody listening answers with an RST", () => {
    const network = new Network();
    network.host("10.0.0.1", { kernel });
    const client = network.host("10.0.0.2", { kernel });
    let errno = "";
    client.connect("10.0.0.1", 81, { onError: (_, said) => (errno = said) });
    network.run(100);
    expect(errno).toBe("ECONNREFUSED");
    expect(network.packets.map(({ flags }) => flags)).toEqual(["S", "RA"]);
  });
});

describe("what can be seen from outside", () => {
  test("sockets, with the numbers that a segment would meet", () => {
    const { network, server, client } = story({}, "server");
    expect(client.sockets.map(({ state, rcvNxt }) => [state, rcvNxt])).toEqual([
      ["SYN_SENT", null],
    ]);
    network.run(1000);
    const [waiting] = server.sockets;
    expect(waiting).toMatchObject({ local: SERVER, remote: CLIENT, state: "TIME_WAIT" });
    const fin = network.packets.findLast(({ from, flags }) => from === CLIENT && flags === "FA");
    expect(waiting?.rcvNxt).toBe(((fin?.seq ?? 0) + 1) >>> 0);
    expect(waiting?.tsRecent).toBe(fin?.tsval);
    expect(waiting?.left).toBe(60_000 - (1000 - (fin?.arrives[0] ?? 0) / 1000));
    expect(client.sockets).toEqual([]);
  });

  test("what the kernels asked themselves, packet by packet, and of a connect()", () => {
    const { network, connect } = story({}, "server");
    network.run(1000);
    connect();
    const syn = network.packets.at(-1);
    network.run(100);
    const met = network.decisions.find(({ state }) => state === "TIME_WAIT");
    expect(met).toMatchObject({ host: "10.0.0.1", packet: syn?.number });
    expect(met?.branches.at(-1)?.condition).toBe("inet_lookup_listener()");
    const [first] = network.decisions;
    expect(first).toMatchObject({ host: "10.0.0.2", packet: null, state: "CLOSED" });
  });

  test("a port that was looked for in vain says why", () => {
    const network = new Network({ delay: 1 });
    network.host("10.0.0.1", { kernel }).listen(8888, () => undefined);
    const range = { low: 40000, high: 40000 };
    const client = network.host("10.0.0.2", { kernel, portRange: range, twReuse: 0 });
    client.connect("10.0.0.1", 8888, { onConnect: (socket) => socket.close() });
    network.run(50);
    expect(client.sockets.map(({ state }) => state)).toEqual(["FIN_WAIT2"]);
    expect(client.connect("10.0.0.1", 8888)).toMatchObject({ errno: "EADDRNOTAVAIL" });
    const why = network.decisions.at(-1);
    expect(why).toMatchObject({ packet: null, state: "FIN_WAIT2" });
    expect(why?.branches.map(({ function: name }) => name)).toContain("tcp_twsk_unique");
  });

  test("a raw socket sends what it likes, and nobody behind it answers", () => {
    const { network, server } = story({}, "server");
    network.run(1000);
    network.silence("10.0.0.2");
    const [waiting] = server.sockets;
    const { rcvNxt, sndNxt } = waiting ?? { rcvNxt: null, sndNxt: 0 };
    const number = network.inject({
      from: CLIENT,
      to: SERVER,
      flags: "R",
      seq: rcvNxt ?? 0,
      ack: sndNxt,
      window: 0,
      length: 0,
      options: {},
    });
    network.run(100);
    expect(network.packets.at(-1)?.number).toBe(number);
    expect(server.sockets).toEqual([]);
  });

  test("segments as large as the host makes them", () => {
    const network = new Network({ delay: 1 });
    network.host("10.0.0.1", { kernel }).listen(8888, () => undefined);
    const client = network.host("10.0.0.2", { kernel, mss: 65_483 });
    client.connect("10.0.0.1", 8888, { onConnect: (socket) => socket.send(100_000) });
    network.run(100);
    const lengths = network.packets.map(({ length }) => length).filter((length) => length > 0);
    expect(lengths).toEqual([65_483, 34_517]);
  });

  test("numbers and clocks that a story wants", () => {
    const network = new Network({ delay: 1 });
    network.host("10.0.0.1", { kernel }).listen(8888, () => undefined);
    const bases = { isnBase: 4_294_967_290, clockBase: 7 };
    network.host("10.0.0.2", { kernel, ...bases }).connect("10.0.0.1", 8888);
    expect(network.packets[0]).toMatchObject({ seq: 4_294_967_290, tsval: 7 });
  });
});

describe("a path with chances", () => {
  /** How many of a thousand packets arrive how often, and how many late. */
  const thousand = (path: Path) => {
    const network = new Network({ delay: 10, seed: 3, ...path });
    network.host("10.0.0.1", { kernel });
    for (let i = 0; i < 1000; i++)
      network.inject({
        from: CLIENT,
        to: SERVER,
        flags: "A",
        seq: i,
        ack: 0,
        window: 0,
        length: 0,
        options: {},
      });
    const times = network.packets.map(({ arrives }) => arrives.length);
    return {
      lost: times.filter((n) => n === 0).length,
      twice: times.filter((n) => n === 2).length,
      late: network.packets.filter(({ arrives: [first = 0] }) => first === 30_000).length,
    };
  };
  test.each([
    [{}, { lost: 0, twice: 0, late: 0 }],
    [{ loss: 1 }, { lost: 1000, twice: 0, late: 0 }],
    [{ duplication: 1 }, { lost: 0, twice: 1000, late: 0 }],
    [{ reordering: 1 }, { lost: 0, twice: 0, late: 1000 }],
  ])("%j", (path, expected) => {
    expect(thousand(path)).toEqual(expected);
  });

  test("takes each as often as it says", () => {
    const { lost } = thousand({ loss: 0.3 });
    const { twice } = thousand({ duplication: 0.3 });
    const { late } = thousand({ reordering: 0.3 });
    for (const often of [lost, twice, late]) {
      expect(often).toBeGreaterThan(240);
      expect(often).toBeLessThan(360);
    }
  });
});

describe("one port, in TIME_WAIT, searched for again when nobody has left", () => {
  const range = { portRange: { low: 40_000, high: 40_000 } };
  const again = (address: string, peer: string, twReuse: 0 | 1 | 2) => {
    const network = new Network({ delay: 1 });
    const client = network.host(address, { kernel, twReuse, ...range });
    const server = address === peer ? client : network.host(peer, { kernel });
    server.listen(8888, (socket) => (socket.events.onEnd = () => socket.close()));
    const connect = () => client.connect(peer, 8888, { onConnect: (socket) => socket.close() });
    connect();
    network.run(500);
    const soon = connect();
    network.run(2000);
    return { soon: "errno" in soon, later: "errno" in connect() };
  };
  test.each([
    ["10.0.0.2", "10.0.0.1", 0, true],
    ["10.0.0.2", "10.0.0.1", 1, false],
    ["10.0.0.2", "10.0.0.1", 2, true],
    ["127.0.0.1", "127.0.0.1", 0, true],
    ["127.0.0.1", "127.0.0.1", 2, false],
  ] as const)("from %s to %s, tcp_tw_reuse=%j", (address, peer, twReuse, later) => {
    expect(again(address, peer, twReuse)).toEqual({ soon: true, later });
  });
});
