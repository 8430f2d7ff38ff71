import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const ID = "virtual:cell-worker";
const ENTRY = fileURLToPath(new URL("worker.ts", import.meta.url));

/** `import code from "virtual:cell-worker"`: the cell's worker bundled into one classic script, as text. */
export function cellWorker(): Plugin {
  return {
    name: "cell-worker",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const result = await build({
        configFile: false,
        logLevel: "warn",
        build: { write: false, lib: { entry: ENTRY, formats: ["iife"], name: "cell" } },
      });
      const bundle = Array.isArray(result) ? result[0] : result;
      if (!bundle || !("output" in bundle))
        throw new Error("vite made no bundle of the cell's worker");
      const { code } = bundle.output[0];
      return `export default ${JSON.stringify(code)};`;
    },
  };
}
