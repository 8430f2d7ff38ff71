import { endSeq } from "../../model/index.ts";
import type { Packet } from "../../sessions/packet.ts";
import type { Bilingual } from "../../sessions/schema.ts";
import type { Assertion, Stage } from "../stage.ts";

/** A segment as it was captured, without its session time. */
export type Captured = Omit<Packet, "at">;

/** A second SYN that comes sooner than this, in µs, did not wait for its 1 s timer. */
const SOON = 500_000;

/** A SYN that an old connection's end refuses. */
interface Refused {
  readonly ends: { readonly client: string; readonly server: string };
  readonly syn: Captured;
  /** The old connection's end as prose names it, such as TIME_WAIT. */
  readonly holder: string;
  /** The last packet with which each side had used up a number of the old connection. */
  readonly old: { readonly client: Captured; readonly server: Captured };
  /** Put before the ids of steps and checks, where one session shows it twice. */
  readonly prefix?: string;
}

/**
 * How a refused SYN gets in after all: an ACK of the old connection answers it, the client resets
 * that one, sends its SYN again and is let in. Waits for it, marks and checks it.
 */
export async function heals(stage: Stage, { ends, syn, holder, old, prefix = "" }: Refused) {
  const { client, server } = ends;
  const next = (what: string, from: string, flags: string, past: Captured) =>
    stage.packet(
      what,
      (packet) => packet.flags === flags && packet.from === from && packet.to !== from,
      past.number,
    );
  const ack = await next("the old connection's ACK", server, "A", syn);
  const rst = await next("the client's RST", client, "R", ack);
  const again = await next("the SYN sent again", client, "S", rst);
  const synAck = await next("a SYN-ACK", server, "SA", again);

  const step = (id: string, { number }: Captured, title: Bilingual) =>
    stage.step(`${prefix}${id}`, { packet: number }, title);
  step("answered-by-ack", ack, {
    en: `${holder} answers with an ACK of the old connection`,
    "zh-cn": `${holder} 回答旧连接的 ACK`,
  });
  step("reset", rst, {
    en: "To the client this ACK is wrong: it answers with a RST",
    "zh-cn": "客户端认为这个 ACK 不对，回以 RST",
  });
  step("syn-again", again, {
    en: `The RST has ended ${holder}; the SYN is sent again`,
    "zh-cn": `RST 结束了 ${holder}；SYN 再发一次`,
  });
  step("let-in", synAck, {
    en: "This time the listening socket answers: SYN-ACK",
    "zh-cn": "这一次由监听套接字回答：SYN-ACK",
  });

  const check = (id: string, title: Bilingual, assertion: Assertion) =>
    stage.check(`${prefix}${id}`, title, assertion);
  const toClient = { from: server, to: client } as const;
  check(
    "refused-by-ack",
    { en: "The answer is an ACK, not a SYN-ACK", "zh-cn": "回答是 ACK，不是 SYN-ACK" },
    { kind: "packet", packet: ack.number, ...toClient, flags: "A" },
  );
  check(
    "acknowledges-old",
    {
      en: "It acknowledges what the client's old connection had sent",
      "zh-cn": "它确认的是客户端旧连接发送过的数据",
    },
    {
      kind: "sequence",
      of: { packet: ack.number, field: "ack" },
      against: { packet: old.client.number, field: "end" },
      is: { exactly: 0 },
    },
  );
  check(
    "client-resets",
    {
      en: "The client's RST carries the number that was acknowledged",
      "zh-cn": "客户端的 RST 用的正是被确认的序列号",
    },
    {
      kind: "sequence",
      of: { packet: rst.number, field: "seq" },
      against: { packet: ack.number, field: "ack" },
      is: { exactly: 0 },
    },
  );
  check(
    "same-syn",
    { en: "The second SYN has the first one's number", "zh-cn": "第二个 SYN 与第一个的序列号相同" },
    {
      kind: "sequence",
      of: { packet: again.number, field: "seq" },
      against: { packet: syn.number, field: "seq" },
      is: { exactly: 0 },
    },
  );
  check(
    "soon",
    {
      en: "It comes less than half a second after the first: the 1 s timer was cut short",
      "zh-cn": "它在第一个之后不到半秒发出：没有等满 1 秒的定时器",
    },
    { kind: "delay", packet: again.number, since: syn.number, is: { atMost: SOON } },
  );
  check(
    "answered-by-syn-ack",
    { en: "The second SYN is answered by a SYN-ACK", "zh-cn": "第二个 SYN 得到 SYN-ACK" },
    { kind: "packet", packet: synAck.number, ...toClient, flags: "SA", answers: again.number },
  );
  check(
    "fresh-isn",
    {
      en: "Its sequence number is fresh, not the old snd_nxt plus 65,537",
      "zh-cn": "它的序列号是新选的，不是旧连接的 snd_nxt 加 65,537",
    },
    {
      kind: "sequence",
      of: { packet: synAck.number, field: "seq" },
      against: { packet: old.server.number, field: "end" },
      is: { otherThan: 65537 },
    },
  );
  return { ack, rst, again, synAck };
}

/** The last packet of one side that used up a number before packet `before`: with data, SYN or FIN. */
export function lastOf(stage: Stage, from: string, before: number): Captured {
  const found = stage.capture.packets.findLast(
    (packet) => packet.number < before && packet.from === from && endSeq(packet) !== packet.seq,
  );
  if (!found) throw new Error(`${from} has sent nothing before packet ${before}`);
  return found;
}
