/** The numbers this chapter's prose gives, computed from its session. */
import { span } from "../../../components/lang.ts";
import { heldInSession } from "../../../components/text/held.ts";
import { toolVersion } from "../../../components/text/tool.ts";
import * as websocket from "session/websocket-close";
import * as browser from "session/websocket-close-chromium";

type Side = "client" | "server";

/** The packets of one closing: two Close frames and two FINs, by their numbers in the pcap. */
function closing(starts: Side) {
  const fin = websocket.packetOf(`${starts}-fin`);
  return {
    frame: websocket.packetOf(`${starts}-starts`).number,
    answer: websocket.packetOf(`${starts}-is-answered`).number,
    fin: fin.number,
    clientFin: fin.number + 1,
  };
}
export const server = closing("server");
export const client = closing("client");

/** The server's Close frame in hexadecimal, unmasked: `88 02 03 e8`, and the status code in it. */
const frame = websocket.packet(server.frame).begins ?? "";
export const bytes = frame.slice(0, 8).replace(/..(?=.)/g, "$& ");
export const code = parseInt(frame.slice(4, 8), 16);

/** From the server's last FIN of the first closing to the SYN from the same port, and to its answer. */
const syn = websocket.packetOf("reopened");
export const reopened = {
  syn: syn.number,
  synAck: syn.number + 1,
  after: span(syn.at - websocket.packet(server.clientFin).at),
};

export const kernels = heldInSession("websocket-close", [
  "first-fin",
  "server-fin-order",
  "client-fin-order",
  "server-none-on-client",
  "client-none-on-client",
]);

export const node = toolVersion("websocket-close", "node");

/** Chromium: how long it waits for the FIN of a server that has answered its Close frame; a closed tab. */
const left = browser.packetOf("left-fin");
export const chromium = {
  version: toolVersion("websocket-close-chromium", "chromium"),
  waited: span(left.at - browser.packetOf("left-is-answered").at),
  fin: left.number,
  tab: {
    frame: browser.packetOf("tab-closed").number,
    fin: browser.packetOf("tab-fin").number,
    reset: browser.packetOf("tab-reset").number,
  },
};
