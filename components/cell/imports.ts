/** What has to be inserted so that a text imports a name from a module; null when it already does. */
export function importOf(
  text: string,
  module: string,
  name: string,
): { from: number; insert: string } | null {
  const existing = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*"${module}"`).exec(text);
  if (!existing) return { from: 0, insert: `import { ${name} } from "${module}";\n` };
  const inside = existing[1] ?? "";
  if (new RegExp(`\\b${name}\\b`).test(inside)) return null;
  const end = existing.index + existing[0].indexOf("{") + 1 + inside.trimEnd().length;
  const comma = /(^|,)\s*$/.test(inside) ? "" : ",";
  return { from: end, insert: `${comma} ${name}` };
}
