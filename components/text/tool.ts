import { session } from "../../src/sessions/library.ts";

/**
 * The version of a program that a session was recorded with, `26.10.0`.
 * Throws an Error where the session names no such program, or the program no version.
 */
export function toolVersion(name: string, program: string): string {
  const says = session(name).file.tools[program] ?? "";
  const version = /\d+(?:\.\d+)+/.exec(says)?.[0];
  if (version) return version;
  throw new Error(`session ${name} names no version of ${program}: look at its tools`);
}
