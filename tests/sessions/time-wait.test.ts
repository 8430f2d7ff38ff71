import { expect, test } from "vitest";
import { receiveInTimeWait, kernelNamed } from "../../src/model/index.ts";
import { session, sessionNames, kernelsOf } from "../../src/sessions/library.ts";
import { timeWaitMet } from "../../src/sessions/time-wait.ts";

/** Every packet that met a TIME_WAIT in a recording, and what came next. */
const meetings = sessionNames().flatMap((name) =>
  kernelsOf(name).flatMap((kernel) => {
    const { file, packets } = session(name, kernel);
    return file.steps
      .filter(({ id }) => ["same-port", "refused", "accepted"].includes(id))
      .flatMap(({ packet }) => {
        const syn = packet === undefined ? undefined : packets[packet - 1];
        if (syn?.flags !== "S" || name === "last-ack" || name === "close-wait-reset") return [];
        const answer = packets
          .slice(syn.number)
          .find(({ from, to }) => from === syn.to && to === syn.from);
        return [{ name, kernel, packets, number: syn.number, answer: answer?.flags }];
      });
  }),
);

test("the model, given the TIME_WAIT that a recorded SYN met, answers as the recording does", () => {
  expect(meetings.length).toBeGreaterThan(15);
  for (const { name, kernel, packets, number, answer } of meetings) {
    if (name === "assassination") continue; // its TIME_WAIT was killed before
    const { timeWait, segment, now } = timeWaitMet(packets, number);
    const { answer: said } = receiveInTimeWait(timeWait, segment, kernelNamed(kernel), { now });
    expect(said.kind, `${name} on ${kernel}, packet ${number}`).toBe(
      answer === "SA" ? "SYN-ACK" : "ACK",
    );
  }
});

test("a packet that met no old connection is refused", () => {
  const { packets } = session("server-time-wait");
  expect(() => timeWaitMet(packets, 1)).toThrow("had ended before packet 1");
  expect(() => timeWaitMet(packets, 1000)).toThrow("no packet 1000");
});
