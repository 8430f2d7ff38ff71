import { bindConflicts, type Bound } from "time-wait";
import { show } from "notebook";

// What has port 8888 already, and whether it had set
// SO_REUSEADDR.
const socket = (state: string, reuseAddress: boolean): Bound => ({
  state,
  reuseAddress,
});

// A server starts: does it set SO_REUSEADDR, and what is there?
const starts = {
  article: bindConflicts(false, []),
  "article again": bindConflicts(false, [
    socket("TIME_WAIT", false),
  ]),
  ncat: bindConflicts(true, [socket("TIME_WAIT", false)]),
  "twin again": bindConflicts(true, [socket("TIME_WAIT", true)]),
  "second twin": bindConflicts(true, [
    socket("LISTEN", true),
    socket("TIME_WAIT", true),
  ]),
};

show.table(
  Object.entries(starts).map(
    ([server, { conflicts, branches }]) => ({
      server,
      "is false": conflicts
        ? (branches.at(-1)?.condition ?? "")
        : "",
      "bind()": conflicts ? "EADDRINUSE" : "ok",
    }),
  ),
);
