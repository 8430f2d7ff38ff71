import { diff, endSeq } from "time-wait";
import { show } from "notebook";
import { packetOf } from "session/server-time-wait";

// The server's FIN ends the old connection,
// its SYN-ACK begins the new one.
const fin = packetOf("server-closes");
const synAck = packetOf("reopened");

const sndNxt = endSeq(fin);
show("old snd_nxt", sndNxt);
show("new ISN", synAck.seq);
show("new ISN − old snd_nxt", diff(synAck.seq, sndNxt));
