import { kernels, type Kernel } from "time-wait";
import { show } from "notebook";

// What decides about a segment that meets TIME_WAIT.
const row = (kernel: Kernel) => ({
  kernel:
    kernel.measured ??
    `${kernel.name.replace("linux-", "")}, read`,
  ISN: kernel.reopenIsn === "continued" ? "+65537" : "fresh",
  "PAWS, s": kernel.pawsWrap,
  RST: kernel.rstRestarts,
  limit: kernel.ackRateLimit,
});
const rules = (kernel: Kernel | undefined) =>
  kernel && Object.values(row(kernel)).slice(1).join();

show.table(
  kernels
    .filter(
      (kernel, at) =>
        kernel.measured !== null ||
        rules(kernel) !== rules(kernels[at - 1]),
    )
    .map(row),
);
