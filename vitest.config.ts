import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { "time-wait": src("model/index.ts") } },
  test: { include: ["tests/**/*.test.ts"] },
});
