/**
 * Control sequences in terminal output (ECMA-48): CSI, OSC (ended by BEL or ST), other escapes, and
 * the control characters that move nothing a reader would miss.
 */
const CONTROL =
  /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]/g;

/** The text that output leaves behind when it only ever writes forward. */
export const plain = (output: string): string => output.replace(CONTROL, "").replaceAll("\r", "");

/**
 * The marks that the recorded shells print around prompts and commands, invisible in a terminal
 * (FinalTerm's OSC 133): A prompt, B command line, C output, D;status end.
 */
export const MARK = /\x1b\]133;([ABCD])(?:;(\d+))?\x07/g;
