import { show } from "notebook";
import * as newer from "measurement/one-second";
import * as older from "measurement/one-second@linux-5.10";

// Times in ms. TIME_WAIT begins somewhere within a second.
// How old was it when it was last refused, and when it was
// taken over, and what had the clock come to by then?
for (const { kernel, rows } of [older, newer]) {
  const second = rows.filter(
    ({ delay }) => delay === null || delay === 1000,
  );
  show(kernel.name);
  show.table(
    second.slice(0, 5).map((row) => ({
      begins: Math.round(Number(row.began)),
      "refused at age": Math.floor(Number(row.refused)),
      "taken at age": Math.ceil(Number(row.accepted)),
      "clock then": Math.ceil(Number(row.ticked)),
    })),
  );
}
