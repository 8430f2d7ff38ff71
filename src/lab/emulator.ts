/**
 * How many times as long as usual the lab is to be patient, from the environment's LAB_SLOWNESS: an
 * emulated machine does everything later.
 */
export const SLOWNESS = Number(process.env.LAB_SLOWNESS ?? 1);

/** Whether measurements are to do less of the same, for their time's sake. */
export const slow = SLOWNESS > 1;

/** The program that emulates this machine, with its version, from LAB_EMULATOR; none elsewhere. */
export const EMULATOR: Readonly<Record<string, string>> = process.env.LAB_EMULATOR
  ? { qemu: process.env.LAB_EMULATOR }
  : {};
