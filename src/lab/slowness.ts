/**
 * How many times as long as usual the lab is to be patient, from the environment's LAB_SLOWNESS: an
 * emulated machine does everything later, and nothing else about it.
 */
export const SLOWNESS = Number(process.env.LAB_SLOWNESS ?? 1);
