import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { session } from "./library.ts";
import { sessionData } from "./module.ts";

const PREFIX = "session/";
const MODULE = fileURLToPath(new URL("module.ts", import.meta.url));

/**
 * `import { packets } from "session/server-time-wait"`: a recorded session as a module, read and
 * verified. `session/server-time-wait@linux-6.1` names the kernel.
 */
export function sessionModules(): Plugin {
  return {
    name: "session-modules",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const [name = "", kernel] = id.slice(PREFIX.length + 1).split("@");
      const found = session(name, kernel);
      this.addWatchFile(`${found.folder}/session.json`);
      const data = sessionData(found);
      return [
        `import { sessionModule } from ${JSON.stringify(MODULE)};`,
        `export const { packet, packetOf, ${Object.keys(data).join(", ")} } = sessionModule(${JSON.stringify(data)});`,
      ].join("\n");
    },
  };
}
