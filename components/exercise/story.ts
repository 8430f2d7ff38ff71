/**
 * What is asked in an exercise, played in the model's network and shown as a ladder. Like a cell, it
 * runs in the sandbox, and is handed to it as source.
 */
import { add, kernelNamed, Network, type HostSettings } from "time-wait";
import { show } from "notebook";

/** A SYN meets the TIME_WAIT of a server that has closed first. */
interface SynStory {
  readonly kind: "syn";
  readonly kernel: string;
  /** Whether the old connection had timestamps. */
  readonly timestamps: boolean;
  /** seq − rcv_nxt. */
  readonly seq: number;
  /** TSval − ts_recent; null: the SYN has no timestamp. */
  readonly tsval: number | null;
}

/** A client that has closed first connects again. */
interface ConnectStory {
  readonly kind: "connect";
  readonly kernel: string;
  readonly timestamps: boolean;
  readonly loopback: boolean;
  readonly twReuse: 0 | 1 | 2;
  readonly bound: boolean;
  readonly reuseAddress: boolean;
  /** How old its TIME_WAIT is, in ms. */
  readonly age: number;
}

export type Story = SynStory | ConnectStory;

const PORT = 40_000;
const ADDRESSES = ["10.0.0.1", "10.0.0.2"] as const;
const LOOPBACK = ["127.0.0.1", "127.0.0.2"] as const;

/** Shows it as a ladder. */
export function tell(story: Story): void {
  if (story.kind === "syn") tellSyn(story);
  else tellConnect(story);
}

function tellSyn({ kernel, timestamps, seq, tsval }: SynStory): void {
  const network = new Network();
  const settings: HostSettings = { kernel: kernelNamed(kernel), timestamps };
  const [near, far] = ADDRESSES;
  const server = network.host(near, settings);
  server.listen(8888, (socket) => socket.close());
  const options = { port: PORT, onEnd: (socket: { close(): void }) => socket.close() };
  network.host(far, settings).connect(near, 8888, options);
  network.run(3000);
  const [timeWait] = server.sockets;
  network.silence(far); // what comes now is nobody's
  network.inject({
    from: `${far}:${PORT}`,
    to: `${near}:8888`,
    flags: "S",
    seq: add(timeWait?.rcvNxt ?? 0, seq),
    ack: 0,
    window: 65_160,
    length: 0,
    ...(tsval !== null && { tsval: add(timeWait?.tsRecent ?? 0, tsval), tsecr: 0 }),
    options: { mss: 1460, sackOk: true, wscale: 10 },
  });
  network.run(100);
  show.ladder(network);
}

function tellConnect(story: ConnectStory): void {
  const { kernel, timestamps, loopback, twReuse, bound, reuseAddress, age } = story;
  const network = new Network({ delay: 1 });
  const settings: HostSettings = {
    kernel: kernelNamed(kernel),
    timestamps,
    twReuse,
    portRange: { low: PORT, high: PORT },
  };
  const [near, far] = loopback ? LOOPBACK : ADDRESSES;
  network.host(near, settings).listen(8888, (socket) => {
    socket.events.onEnd = () => socket.close();
  });
  const client = network.host(far, settings);
  const options = { ...(bound && { port: PORT }), reuseAddress };
  client.connect(near, 8888, { ...options, onConnect: (socket) => socket.close() });
  network.run(age);
  const at = network.schedule.now * 1000;
  const opened = client.connect(near, 8888, options);
  network.run(100);
  const { log, packets } = network;
  show.ladder({
    log,
    packets,
    calls:
      "errno" in opened
        ? [{ kind: "call", at, from: "client", name: `${opened.call}()`, errno: opened.errno }]
        : [],
  });
}
