import { show } from "notebook";
import { sysctls, tables } from "session/sixty-seconds";

// The ports that connect() may choose from.
const range = sysctls["net.ipv4.ip_local_port_range"] ?? "";
const [low = 0, high = 0] = range.split(/\s+/).map(Number);
const ports = high - low + 1;

// How long TIME_WAIT has one: what ss counted down from.
const left = tables
  .flatMap(({ sockets }) => sockets)
  .filter(({ state }) => state === "TIME-WAIT")
  .map(({ timer }) => Number(/(\d+)sec/.exec(timer ?? "")?.[1]));
const seconds = Math.max(...left.filter(Boolean)) + 1; // rounded down

show("ports", ports);
show("seconds in TIME_WAIT", seconds);
show("a second, for ever", Math.floor(ports / seconds));

// Faster than that, and they last only so long.
for (const rate of [500, 1000, 5000])
  show(`at ${rate} a second`, `${Math.round(ports / rate)} s`);
