import { bindConflicts } from "time-wait";
import { show } from "notebook";

// SO_REUSEADDR: did the old socket set it, does the new one?
const rows = [];
for (const old of [false, true])
  for (const now of [false, true]) {
    const timeWait = { state: "TIME_WAIT", reuseAddress: old };
    const { conflicts } = bindConflicts(now, [timeWait]);
    rows.push({
      old,
      new: now,
      "bind()": conflicts ? "EADDRINUSE" : "ok",
    });
  }
show.table(rows);
