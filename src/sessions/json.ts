import { readFileSync } from "node:fs";
import type { z } from "zod";
import { SessionError } from "./error.ts";

/**
 * Reads a recorded file as it is.
 * Throws a SessionError that says what to do when it is missing.
 * @param what what is to be recorded again then
 */
export function readBytes(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new SessionError(path, "the file", `it is missing; record the ${what} again`);
  }
}

/** Reads a recorded JSON file of that form. Throws a SessionError that names the place. */
export function readJson<T>(path: string, schema: z.ZodType<T>, what: string): T {
  const text = readBytes(path, what).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SessionError(path, "the whole file", `not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SessionError(path, issue?.path.join(".") || "the whole file", issue?.message ?? "");
}
