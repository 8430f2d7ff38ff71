import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { recordedAs } from "./recorded.ts";

const MODULE = fileURLToPath(new URL("module.ts", import.meta.url));

/**
 * `import { packets } from "session/server-time-wait"`, `import { rows } from "measurement/cost"`: a
 * recording as a module, read and verified. `session/server-time-wait@linux-6.1` names the kernel.
 */
export function sessionModules(): Plugin {
  return {
    name: "session-modules",
    resolveId: (id) => (/^(session|measurement)\//.test(id) ? `\0${id}` : null),
    load(id) {
      const found = id.startsWith("\0") ? recordedAs(id.slice(1)) : null;
      if (!found) return null;
      this.addWatchFile(found.path);
      const { kind, data } = found;
      const names = Object.keys(data).join(", ");
      if (kind === "measurement") return `export const { ${names} } = ${JSON.stringify(data)};`;
      return [
        `import { sessionModule } from ${JSON.stringify(MODULE)};`,
        `export const { packet, packetOf, ${names} } = sessionModule(${JSON.stringify(data)});`,
      ].join("\n");
    },
  };
}
