/** Kernels by the names recordings go by: `linux-` and the first two numbers of the release. */

const order = (kernel: string): number => {
  const [major = 0, minor = 0] = bare(kernel).split(".").map(Number);
  return major * 1000 + minor;
};

/** For sorting kernels, the oldest first. */
export const byAge = (a: string, b: string): number => order(a) - order(b);

/**
 * The newest of the kernels something was recorded on without emulation, where everything takes
 * longer; else the newest; empty where there is none.
 * @param kernels oldest first
 */
export const usualOf = (
  kernels: readonly string[],
  file: (kernel: string) => { readonly tools: Readonly<Record<string, string>> },
): string => kernels.findLast((kernel) => !("qemu" in file(kernel).tools)) ?? kernels.at(-1) ?? "";

/** `linux-6.18` → `6.18`, as commands and addresses have it. */
export const bare = (kernel: string): string => kernel.replace("linux-", "");
