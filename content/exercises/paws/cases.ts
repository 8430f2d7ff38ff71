import { once, type Asked } from "../../../components/exercise/asked.ts";
import { askSyn, recordedSyns, synApart } from "../../../components/exercise/recorded-syns.ts";

/** How far past rcv_nxt the number of these SYNs lies: nothing but PAWS can refuse them. */
const NEW = 1000;

export const cases: readonly Asked[] = once(
  recordedSyns()
    .filter((syn) => synApart(syn).seq === NEW)
    .map((syn) => {
      const tsRecent = syn.timestamps ? syn.tsRecent : null;
      return askSyn(syn, { given: [tsRecent, syn.tsval], verdict: syn.did === "ACK" });
    }),
);
