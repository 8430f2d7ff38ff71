import { show } from "notebook";
import { rows } from "measurement/cost";
import { sysctls } from "session/sixty-seconds";

// What a TIME_WAIT has cost, where there were most of them.
const { held = 1, rise = 0 } = rows.at(-1) ?? {};
const bytes = (1024 * Number(rise)) / Number(held);

// The ports that connect() may choose from.
const range = sysctls["net.ipv4.ip_local_port_range"] ?? "";
const [low = 0, high = 0] = range.split(/\s+/).map(Number);
const ports = high - low + 1;

// Connections a second, each closed at once. Put in yours.
show.table(
  [10, 100, 1000, 10_000].map((rate) => {
    const timeWaits = rate * 60;
    return {
      "a second": rate,
      TIME_WAITs: timeWaits,
      "a client":
        timeWaits < ports
          ? `${ports - timeWaits} ports left`
          : `none after ${(ports / rate).toFixed(1)} s`,
      "a server": `${((timeWaits * bytes) / 1e6).toFixed(1)} MB`,
    };
  }),
);
