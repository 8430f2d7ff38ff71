/**
 * Whether everything takes ten to twenty times as long, as on an emulated machine: measurements then
 * do less of the same. Whoever emulates sets LAB_SLOW.
 */
export const slow = process.env.LAB_SLOW !== undefined;
