import { add } from "../../../src/model/index.ts";
import { once, type Asked } from "../../../components/exercise/asked.ts";
import { askSyn, recordedSyns } from "../../../components/exercise/recorded-syns.ts";

/**
 * To the TIME_WAIT of a connection, its own SYN is one whose number lies as far before `rcv_nxt` as the
 * connection has used numbers: its SYN, its bytes, its FIN.
 */
export const cases: readonly Asked[] = once(
  recordedSyns()
    .filter(({ timestamps, tsval }) => timestamps === (tsval !== null))
    .map((syn) => {
      const { rcvNxt, seq, tsval: first, tsRecent: last } = syn;
      const bytes = add(rcvNxt, -seq - 2);
      const stamps = first === null ? null : { first, last };
      return askSyn(syn, { given: [bytes, stamps], verdict: syn.did === "SYN-ACK" });
    }),
);
