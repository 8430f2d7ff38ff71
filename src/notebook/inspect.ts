/** How deep objects are spelled out. */
const DEPTH = 3;

/**
 * A value as a reader would write it: strings without quotes at the top, objects and arrays on one
 * line, functions by name. Never throws; cycles and depth end in "…".
 */
export function inspect(value: unknown, depth = 0): string {
  if (typeof value === "string") return depth === 0 ? value : JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `ƒ ${value.name || "anonymous"}()`;
  if (typeof value === "symbol") return value.toString();
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (depth >= DEPTH) return "…";
  const inner = (one: unknown) => inspect(one, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  if (value instanceof Map || value instanceof Set)
    return `${value.constructor.name} ${inspect([...value], depth)}`;
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${inner(one)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
