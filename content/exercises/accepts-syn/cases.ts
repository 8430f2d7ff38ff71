import { once, type Asked } from "../../../components/exercise/asked.ts";
import { askSyn, recordedSyns } from "../../../components/exercise/recorded-syns.ts";

/** Every recorded SYN that met a TIME_WAIT, with timestamps and without. */
export const cases: readonly Asked[] = once(
  recordedSyns().map((syn) => {
    const { rcvNxt, seq, tsval, timestamps } = syn;
    const timeWait = { rcvNxt, tsRecent: timestamps ? syn.tsRecent : null };
    return askSyn(syn, { given: [timeWait, { seq, tsval }], verdict: syn.did === "SYN-ACK" });
  }),
);
