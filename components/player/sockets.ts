import type { Socket, SocketTable } from "../../src/sessions/schema.ts";
import { secondsLeft } from "../../src/sessions/timer.ts";
import { colour, type Ends } from "./colour.ts";

/** A table's rows as HTML; a 60 s timer also as a bar, and what the table before had not, in bold. */
export function socketRows(
  table: SocketTable | undefined,
  ends: Ends,
  none: string,
  before?: SocketTable,
): string {
  if (!table || table.sockets.length === 0) return `<tr><td colspan="4">${none}</td></tr>`;
  const name = ({ state, local, peer }: Socket) => `${state} ${local} ${peer}`;
  const known = new Set(before?.sockets.map(name));
  return table.sockets
    .map((socket) => row(socket, ends, before !== undefined && !known.has(name(socket))))
    .join("");
}

function row({ state, local, peer, timer }: Socket, ends: Ends, fresh: boolean): string {
  const left = secondsLeft(timer);
  const cells = [
    state === "TIME-WAIT" ? `<span class="tw-u">${state}</span>` : state,
    colour(local, ends),
    colour(peer, ends),
    left === null ? (timer ?? "") : `${left} / 60 s`,
  ];
  const css = [left === null ? "" : "has60", fresh ? "hot" : ""].filter(Boolean).join(" ");
  const html = `<tr class="${css}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  if (left === null) return html;
  const tw = state === "TIME-WAIT" ? "tw" : "";
  return `${html}<tr class="b60"><td colspan="4"><span class="bar60 ${tw}" aria-hidden="true"><i style="width:${((left / 60) * 100).toFixed(1)}%"></i></span></td></tr>`;
}
