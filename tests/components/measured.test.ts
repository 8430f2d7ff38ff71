import { expect, test } from "vitest";
import { pick } from "../../components/measured/pick.ts";
import { measurement } from "../../src/sessions/measurement.ts";

const matrix = measurement("reuse-matrix", "linux-6.18");

test("some rows and columns of a measurement, in its order", () => {
  const wanted = { client: "ncat", port: "bound", wait: 0, network: ["loopback", "veth"] };
  const { rows, columns } = pick(matrix, wanted, ["connects", "timestamps"]);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(row).toMatchObject({ client: "ncat", wait: 0 });
  expect(columns.map(({ id }) => id)).toEqual(["connects", "timestamps"]);
  expect(pick(matrix)).toEqual({ rows: matrix.rows, columns: matrix.columns });
});

test("says what is not there", () => {
  expect(() => pick(matrix, { clients: 1 })).toThrow('no column "clients"; it has client, port');
  expect(() => pick(matrix, {}, ["weight"])).toThrow('no column "weight"');
  expect(() => pick(matrix, { client: "curl" })).toThrow('no row with {"client":"curl"}');
});
