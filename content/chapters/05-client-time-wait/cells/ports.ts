import { show } from "notebook";
import { sysctls, tables } from "session/sixty-seconds";

// The ports that connect() may choose from.
const range = sysctls["net.ipv4.ip_local_port_range"] ?? "";
const [low = 0, high = 0] = range.split(/\s+/).map(Number);
const ports = high - low + 1;
show("ports", ports);

// How long one stays in TIME_WAIT: what ss counted down from.
const timers = tables
  .flatMap(({ sockets }) => sockets)
  .map(({ timer }) =>
    Number(/^timewait,(\d+)sec/.exec(timer ?? "")?.[1]),
  )
  .filter((left) => left > 0);
const seconds = Math.max(...timers) + 1; // ss rounds down
show("seconds", seconds);
show(
  "connections a second, for ever",
  Math.floor(ports / seconds),
);

// Faster than that, and the ports last only so long.
show.table(
  [400, 470, 500, 1000, 5000].map((rate) => ({
    "connections a second": rate,
    "ports last, in s":
      rate * seconds > ports
        ? Math.round(ports / rate)
        : "for ever",
  })),
);
