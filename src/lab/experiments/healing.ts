import { endSeq } from "../../model/index.ts";
import type { Packet } from "../../sessions/packet.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { CONTINUED } from "./scene.ts";

/** A segment as it was captured, without its session time. */
export type Captured = Omit<Packet, "at">;

/** A second SYN that comes sooner than this, in µs, did not wait for its 1 s timer. */
const SOON = 500_000;

/** A SYN that an old connection's end refuses. */
interface Refused {
  readonly ends: Story["ends"];
  readonly syn: Captured;
  /** The old connection's end as prose names it, such as TIME_WAIT. */
  readonly holder: string;
  /** The last packet with which each side had used up a number of the old connection. */
  readonly old: { readonly client: Captured; readonly server: Captured };
}

/** How it got in after all: four packets. */
export interface Healing {
  readonly ack: Captured;
  readonly rst: Captured;
  readonly again: Captured;
  readonly synAck: Captured;
}

/** Waits until a refused SYN has got in after all; marks and checks how. */
export async function heals(stage: Stage, refused: Refused): Promise<Healing> {
  const healing = await watchHealing(stage, refused);
  checkHealing(stage, refused, healing);
  return healing;
}

/**
 * Waits for what heals a refused SYN, and marks it: an ACK of the old connection answers it, the
 * client resets that one, sends its SYN again and is let in.
 */
export async function watchHealing(
  stage: Stage,
  { ends: { client, server }, syn, holder }: Refused,
): Promise<Healing> {
  const next = (what: string, from: string, flags: string, past: Captured) =>
    stage.packet(what, (packet) => packet.flags === flags && packet.from === from, past.number);
  const ack = await next("the old connection's ACK", server, "A", syn);
  const rst = await next("the client's RST", client, "R", ack);
  const again = await next("the SYN sent again", client, "S", rst);
  const synAck = await next("a SYN-ACK", server, "SA", again);

  stage.step(
    "answered-by-ack",
    { packet: ack.number },
    {
      en: `${holder} answers with an ACK of the old connection`,
      "zh-cn": `${holder} 回答旧连接的 ACK`,
    },
  );
  stage.step(
    "reset",
    { packet: rst.number },
    {
      en: "To the client this ACK is wrong: it answers with a RST",
      "zh-cn": "客户端认为这个 ACK 不对，回以 RST",
    },
  );
  stage.step(
    "syn-again",
    { packet: again.number },
    {
      en: `The RST has ended ${holder}; the SYN is sent again`,
      "zh-cn": `RST 结束了 ${holder}；SYN 再发一次`,
    },
  );
  stage.step(
    "let-in",
    { packet: synAck.number },
    {
      en: "This time the listening socket answers: SYN-ACK",
      "zh-cn": "这一次由监听套接字回答：SYN-ACK",
    },
  );
  return { ack, rst, again, synAck };
}

/** Checks the four packets against the SYN that was refused, and the connection that refused it. */
export function checkHealing(
  stage: Stage,
  { ends: { client, server }, syn, old }: Refused,
  { ack, rst, again, synAck }: Healing,
): void {
  stage.check(
    "refused-by-ack",
    { en: "The answer is an ACK, not a SYN-ACK", "zh-cn": "回答是 ACK，不是 SYN-ACK" },
    { kind: "packet", packet: ack.number, from: server, to: client, flags: "A" },
  );
  stage.check(
    "acknowledges-old",
    {
      en: "It acknowledges what the old connection had received",
      "zh-cn": "它确认的是旧连接收到过的数据",
    },
    {
      kind: "sequence",
      of: { packet: ack.number, field: "ack" },
      against: { packet: old.client.number, field: "end" },
      is: { exactly: 0 },
    },
  );
  stage.check(
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
  stage.check(
    "same-syn",
    { en: "The second SYN has the first one's number", "zh-cn": "第二个 SYN 与第一个的序列号相同" },
    {
      kind: "sequence",
      of: { packet: again.number, field: "seq" },
      against: { packet: syn.number, field: "seq" },
      is: { exactly: 0 },
    },
  );
  stage.check(
    "soon",
    {
      en: "It comes less than half a second after the first: the 1 s timer was cut short",
      "zh-cn": "它在第一个之后不到半秒发出：没有等满 1 秒的定时器",
    },
    { kind: "delay", packet: again.number, since: syn.number, is: { atMost: SOON } },
  );
  stage.check(
    "answered-by-syn-ack",
    { en: "The second SYN is answered by a SYN-ACK", "zh-cn": "第二个 SYN 得到 SYN-ACK" },
    {
      kind: "packet",
      packet: synAck.number,
      from: server,
      to: client,
      flags: "SA",
      answers: again.number,
    },
  );
  stage.check(
    "fresh-isn",
    {
      en: "Its sequence number is fresh, not the old snd_nxt plus 65,537",
      "zh-cn": "它的序列号是新选的，不是旧连接的 snd_nxt 加 65,537",
    },
    {
      kind: "sequence",
      of: { packet: synAck.number, field: "seq" },
      against: { packet: old.server.number, field: "end" },
      is: { otherThan: CONTINUED },
    },
  );
}

/** The last packet of one side, before a number, that used up sequence numbers: data, SYN or FIN. */
export function lastOf(stage: Stage, from: string, before: number): Captured {
  const found = stage.capture.packets.findLast(
    (packet) => packet.number < before && packet.from === from && endSeq(packet) !== packet.seq,
  );
  if (!found) throw new Error(`${from} has sent nothing before packet ${before}`);
  return found;
}
