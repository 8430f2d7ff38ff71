import { once, type Asked } from "../../../components/exercise/asked.ts";
import { askSyn, recordedSyns } from "../../../components/exercise/recorded-syns.ts";

/** Without a timestamp in the SYN, its number alone decides: the kernel's answer is that of after(). */
export const cases: readonly Asked[] = once(
  recordedSyns()
    .filter(({ timestamps, tsval }) => !timestamps && tsval === null)
    .map((syn) => askSyn(syn, { given: [syn.seq, syn.rcvNxt], verdict: syn.did === "SYN-ACK" })),
);
