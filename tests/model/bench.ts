/** `npm run bench:model`: how fast the model decides, and how fast its network connects. */
import { kernelNamed, Network, receiveInTimeWait, type TimeWait } from "../../src/model/index.ts";

const kernel = kernelNamed("linux-6.18");

/** Runs until two seconds are over, and returns how many were done in a second. */
function perSecond(doSome: () => number): number {
  doSome(); // let the compiler warm up
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < 2000) done += doSome();
  return Math.round((done * 1000) / (performance.now() - start));
}

function verdicts(): number {
  const tw: TimeWait = { rcvNxt: 5000, sndNxt: 9000, tsRecent: 700 };
  const count = 100_000;
  for (let i = 0; i < count; i++)
    receiveInTimeWait(tw, { flags: i & 1 ? "S" : "A", seq: 4990 + (i % 20), tsval: 700 }, kernel);
  return count;
}

/** As many connections as there are local ports, over a minute; the client closes first. */
function connections(): number {
  const count = 28_232;
  const network = new Network({ delay: 1, capture: false });
  const server = network.host("10.0.0.1", { kernel });
  const client = network.host("10.0.0.2", { kernel });
  server.listen(80, ({ events }) => {
    events.onEnd = (socket) => socket.close();
  });
  let done = 0;
  for (let i = 0; i < count; i++)
    network.schedule.after((i * 60_000) / count, () => {
      client.connect("10.0.0.1", 80, {
        onConnect: (socket) => {
          done++;
          socket.send(100);
          socket.close();
        },
      });
    });
  network.run(60_000);
  return done;
}

console.log(`${perSecond(verdicts).toLocaleString("en")} verdicts per second`);
console.log(`${perSecond(connections).toLocaleString("en")} connections per second`);
const start = performance.now();
const done = connections();
console.log(
  `${done.toLocaleString("en")} connections over 60 virtual seconds in ` +
    `${Math.round(performance.now() - start)} ms`,
);
