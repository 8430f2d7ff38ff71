import { once, type Asked } from "../../../components/exercise/asked.ts";
import { recordedIsns } from "../../../components/exercise/recorded-isns.ts";

export const cases: readonly Asked[] = once(recordedIsns());
