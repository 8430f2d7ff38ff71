import { once, type Asked } from "../../../components/exercise/asked.ts";
import { measurement, type Row } from "../../../src/sessions/measurement.ts";

const KERNEL = "linux-7.3";

/** A row, told from the others. */
const nameOf = ({ client, port, timestamps, reuse, network, wait }: Row): string =>
  [client, port, `timestamps=${timestamps}`, `tw_reuse=${reuse}`, network, `${wait} s`].join(", ");

/** The matrix that was measured: who chose the port, the settings, the network, and how long it was. */
export const cases: readonly Asked[] = once(
  measurement("reuse-matrix", KERNEL).rows.map((row): Asked => {
    const about = {
      bound: row.port === "bound",
      reuseAddress: row.reuseaddr === true,
      timestamps: row.timestamps === 1,
      twReuse: Number(row.reuse) as 0 | 1 | 2,
      loopback: row.network === "loopback",
      age: Number(row.age),
    };
    return {
      id: `reuse-matrix: ${nameOf(row)}`,
      given: [about],
      verdict: row.connects ? "connects" : row.errno,
      did: row.connects ? "SYN" : String(row.errno),
      kernels: [KERNEL],
      apart: row.connects ? {} : { call: `${String(row.call)}()` },
      story: { kind: "connect", kernel: KERNEL, ...about },
    };
  }),
);
