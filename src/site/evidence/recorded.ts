import { byAge } from "../../sessions/kernels.ts";
import { kernelsOf, session, sessionNames } from "../../sessions/library.ts";
import { measuredOn, measurement, measurementNames } from "../../sessions/measurement.ts";

/** A kernel that something was recorded on. */
export interface RecordedKernel {
  readonly kernel: string;
  /** `uname -r` and `uname -m`, each pair once. */
  readonly releases: readonly string[];
  /** What emulated the machine, with its version; empty where it ran by itself. */
  readonly emulators: readonly string[];
  /** How many recordings, and when the last was made. */
  readonly count: number;
  readonly last: string;
}

/** All kernels there are recordings of, oldest first. To be called from the project's root. */
export function recordedKernels(): RecordedKernel[] {
  const files = [
    ...sessionNames().flatMap((name) =>
      kernelsOf(name).map((kernel) => session(name, kernel).file),
    ),
    ...measurementNames().flatMap((name) =>
      measuredOn(name).map((kernel) => measurement(name, kernel)),
    ),
  ];
  const names = [...new Set(files.map(({ kernel }) => kernel.name))].sort(byAge);
  return names.map((kernel) => {
    const own = files.filter((file) => file.kernel.name === kernel);
    return {
      kernel,
      releases: [...new Set(own.map((file) => `${file.kernel.release} ${file.kernel.machine}`))],
      emulators: [...new Set(own.flatMap(({ tools }) => tools.qemu ?? []))],
      count: own.length,
      last:
        own
          .map(({ recorded }) => recorded)
          .sort()
          .at(-1) ?? "",
    };
  });
}
