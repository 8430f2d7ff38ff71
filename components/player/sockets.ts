import type { Socket, SocketTable } from "../../src/sessions/schema.ts";
import { secondsLeft } from "../../src/sessions/timer.ts";
import { colour, type Ends } from "./colour.ts";

/** What one socket is told from another by, and from itself in another state. */
const nameOf = ({ state, local, peer }: Socket) => `${state} ${local} ${peer}`;

/** Which of a table's sockets another one has not, or not in that state. */
export function freshIn(table: SocketTable, before: SocketTable | undefined): Set<Socket> {
  const known = new Set(before?.sockets.map(nameOf));
  return new Set(table.sockets.filter((socket) => before && !known.has(nameOf(socket))));
}

/** When a socket of a table was first seen in the state that it has there, in µs. */
export function seenSince(tables: readonly SocketTable[], index: number, socket: Socket): number {
  const has = ({ sockets }: SocketTable) => sockets.some((one) => nameOf(one) === nameOf(socket));
  let first = index;
  for (let table = tables[first - 1]; table && has(table); table = tables[first - 1]) first--;
  return tables[first]?.at ?? 0;
}

/**
 * A table's rows as HTML; a 60 s timer also as a bar, and what the table before had not, in bold.
 * @param since where a row leads, in µs; none: nowhere
 */
export function socketRows(
  table: SocketTable | undefined,
  ends: Ends,
  none: string,
  before?: SocketTable,
  since?: (socket: Socket) => number,
): string {
  if (!table || table.sockets.length === 0) return `<tr><td colspan="4">${none}</td></tr>`;
  const fresh = freshIn(table, before);
  return table.sockets
    .map((socket) => row(socket, ends, fresh.has(socket), since?.(socket)))
    .join("");
}

function row(
  { state, local, peer, timer }: Socket,
  ends: Ends,
  fresh: boolean,
  since: number | undefined,
): string {
  const left = secondsLeft(timer);
  const named = state === "TIME-WAIT" ? `<span class="tw-u">${state}</span>` : state;
  const cells = [
    since === undefined ? named : `<button type="button">${named}</button>`,
    colour(local, ends),
    colour(peer, ends),
    left === null ? (timer ?? "") : `${left} / 60 s`,
  ];
  const css = [left === null ? "" : "has60", fresh ? "hot" : ""].filter(Boolean).join(" ");
  const leads = since === undefined ? "" : ` data-seek="${since}"`;
  const html = `<tr class="${css}"${leads}>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  if (left === null) return html;
  const tw = state === "TIME-WAIT" ? "tw" : "";
  return `${html}<tr class="b60" aria-hidden="true"><td colspan="4"><span class="bar60 ${tw}"><i style="width:${((left / 60) * 100).toFixed(1)}%"></i></span></td></tr>`;
}
