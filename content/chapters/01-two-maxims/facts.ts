/** The numbers this chapter's prose gives, computed from its sessions. */
import { span } from "../../../components/lang.ts";
import { heldInSession } from "../../../components/text/held.ts";
import * as sixty from "session/sixty-seconds";
import * as crossed from "session/simultaneous-close";
import * as reset from "session/reset-close";

const clientFin = sixty.packetOf("client-closes");
const serverFin = sixty.packet(clientFin.number + 1);

/** The packets of the long wait that the prose names, by their numbers in the pcap. */
export const number = {
  clientFin: clientFin.number,
  serverFin: serverFin.number,
  lastAck: serverFin.number + 1,
};

/** TIME_WAIT begins when the client is sent the server's FIN. */
const since = (micros: number): string => `${((micros - serverFin.at) / 1e6).toFixed(2)} s`;
const waiting = sixty.tables.filter(({ sockets }) =>
  sockets.some(({ state }) => state === "TIME-WAIT"),
);
const lastSeen = waiting.at(-1) ?? { at: 0, took: 0 };

/** How old TIME_WAIT was when ss was last asked and showed it, and when ss had first answered without it. */
export const stillThere = since(lastSeen.at - lastSeen.took);
export const gone = since(sixty.tables.find(({ at }) => at > lastSeen.at)?.at ?? 0);

/** How ss writes a little less than six seconds, and the seconds that it means. */
export const underSix =
  sixty.tables
    .flatMap(({ sockets }) => sockets.map(({ timer }) => timer?.split(",")[1] ?? ""))
    .find((timer) => /^5\.\d+ms$/.test(timer)) ?? "";
export const underSixSeconds = parseFloat(underSix);

/** The kernels on which the sessions came out the same. */
export const kernels = {
  sixty: heldInSession("sixty-seconds", ["fin-timeout", "still-5", "is-gone", "lasts"]),
};

const serverCrosses = crossed.packetOf("server-closes");
const clientCrosses = crossed.packetOf("released");

/** The packets of the crossing. */
export const crossing = {
  serverFin: serverCrosses.number,
  clientFin: clientCrosses.number,
};

/** From when ss showed the client's FIN as sent to when it left the client's host. */
export const held = span(
  clientCrosses.at - (crossed.steps.find(({ id }) => id === "client-closes")?.at ?? 0),
);

/** The two resets. */
export const resets = {
  linger: reset.packetOf("linger-reset").number,
  unread: reset.packetOf("unread-reset").number,
};

/** From the reset to the SYN of the next connection from the same port. */
export const again = span(reset.packetOf("connect-again").at - reset.packetOf("linger-reset").at);
