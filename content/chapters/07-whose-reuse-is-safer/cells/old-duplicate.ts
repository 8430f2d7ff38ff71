import {
  add,
  kernelNamed,
  receiveInConnection,
  type Connection,
} from "time-wait";
import { show } from "notebook";

const linux = kernelNamed("linux-6.18");
const ISN_PER_MS = 15_625;
// Of the old connection: the client's numbers begin at 0.
const OLD_ACK = 1;

// The kernel's conditions, and what they look at.
const NETS: Record<string, string> = {
  "tcp_paws_discard()": "PAWS",
  "before(end_seq, rcv_wup)": "its number",
  "before(ack, prior_snd_una - max_window)": "its ACK",
};

// The server sends for 100 ms at some rate. The client
// closes first, waits, and connects again from its port.
// Then old data comes once more.
function caught(tick: number, wait: number, rate: number) {
  const reopened = 100 + wait;
  const stamp = (ms: number) => Math.floor(ms / tick);
  // The new numbers: the server's clock, the client's jump.
  const isn = reopened * ISN_PER_MS;
  const taken = add(OLD_ACK, 65_537);

  const connection: Connection = {
    state: "ESTABLISHED",
    rcvNxt: add(isn, 1),
    rcvWnd: 65_160,
    sndUna: add(taken, 1),
    sndNxt: add(taken, 1),
    sndWl1: isn,
    bytesAcked: 1,
    tsRecent: stamp(reopened),
    tsRecentStamp: 0,
  };
  // Old data, as near as can be to what is expected now.
  const sent = rate * 1000 * 100; // MB/s, 100 ms
  const old = {
    flags: "A",
    seq: Math.min(connection.rcvNxt, sent - 1000),
    ack: OLD_ACK,
    length: 1000,
    tsval: stamp(100),
  };
  const { branches } = receiveInConnection(
    connection,
    old,
    linux,
  );
  const decisive = branches.find(({ value }) => value);
  return {
    tick: `${tick} ms`,
    "back after": `${wait} ms`,
    rate: `${rate} MB/s`,
    "caught by": NETS[decisive?.condition ?? ""],
  };
}

show.table([
  caught(1, 5, 400),
  caught(1000, 5, 1),
  caught(1000, 5, 400),
  caught(1000, 1001, 400),
  caught(1000, 2000, 400),
]);
