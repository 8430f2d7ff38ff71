import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { readNames } from "./names.ts";

const ENTRY = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Leaves out what sucrase brings for those who want a source map, which no cell does. */
const noSourceMap: Plugin = {
  name: "no-source-map",
  enforce: "pre",
  resolveId: (id, importer) =>
    id === "./computeSourceMap" && importer?.includes("/sucrase/") ? "\0no-source-map" : null,
  load: (id) => (id === "\0no-source-map" ? "export default null;" : null),
};

/** The cell's worker, bundled into one classic script. */
async function worker(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    plugins: [noSourceMap],
    build: { write: false, lib: { entry: ENTRY, formats: ["iife"], name: "cell" } },
  });
  const bundle = Array.isArray(result) ? result[0] : result;
  if (!bundle || !("output" in bundle)) throw new Error("vite made no bundle of the cell's worker");
  return bundle.output[0].code;
}

/** What is made at build, by the name it is imported by. */
const MADE: Record<string, () => unknown> = {
  "virtual:cell-worker": worker,
  "virtual:cell-names": readNames,
};

/**
 * `import code from "virtual:cell-worker"`: the cell's worker as text; `import names from
 * "virtual:cell-names"`: what its editor completes.
 */
export function cellModules(): Plugin {
  return {
    name: "cell-modules",
    resolveId: (id) => (Object.hasOwn(MADE, id) ? `\0${id}` : null),
    async load(id) {
      const make = id.startsWith("\0") ? MADE[id.slice(1)] : undefined;
      return make ? `export default ${JSON.stringify(await make())};` : null;
    },
  };
}
