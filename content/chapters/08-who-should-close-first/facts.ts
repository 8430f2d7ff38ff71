/** The numbers this chapter's prose gives, computed from its sessions and measurements. */
import { count, span } from "../../../components/lang.ts";
import * as closed from "session/reset-close";
import * as aged from "session/long-lived";
import * as quiet from "session/silent-client";
import * as cost from "measurement/cost";

/** The packets of the client that stays silent, and how long the server kept what was left. */
const fin = quiet.packetOf("server-closes");
const late = quiet.packetOf("too-late");
const lateFin = quiet.packets.findLast(
  ({ number, flags }) => number <= late.number && flags.includes("F"),
);
export const silent = {
  fin: fin.number,
  ack: fin.number + 1,
  lateFin: lateFin?.number ?? late.number,
  rst: (lateFin?.number ?? late.number) + 1,
  apart: span((lateFin?.at ?? late.at) - fin.at),
};

/** What the kernel sets aside, in bytes; and the rise of its memory where most TIME_WAITs were held. */
const most = cost.rows.at(-1) ?? {};
const [object, socket, held, rise] = [most.object, most.socket, most.held, most.rise].map(Number);
export const weight = {
  timeWait: count(object ?? 0),
  socket: count(socket ?? 0),
  times: String(Math.round((socket ?? 0) / (object ?? 1))),
  held: count(held ?? 0),
  megabytes: String(Math.round(((rise ?? 0) * 1024) / 1e6)),
};

/** How long a refused SYN's way in takes. */
export const healed = span(aged.packetOf("let-in").at - aged.packetOf("refused").at);

/** The reset of a server that closes without reading. */
export const unreadReset = closed.packetOf("unread-reset").number;
