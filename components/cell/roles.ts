/** Names that belong to a role: clientFin, server, timeWait, TIME_WAIT, … */
const NAME = /\b(?:(client)|(server)|(time_?wait))\w*/gi;

/** A stretch of code that names a role, and the class that colours it. */
export interface RoleName {
  readonly from: number;
  readonly to: number;
  readonly role: "c" | "s" | "tw";
}

/** The names in a text that belong to a role, in order. In code nothing else is coloured. */
export const roleNames = (text: string): RoleName[] =>
  Array.from(text.matchAll(NAME), ({ 0: name, 1: client, 2: server, index }) => ({
    from: index,
    to: index + name.length,
    role: client ? "c" : server ? "s" : "tw",
  }));
