import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sessionModules } from "./src/sessions/vite.ts";

export default defineConfig({
  plugins: [sessionModules()],
  resolve: {
    alias: { "time-wait": fileURLToPath(new URL("./src/model/index.ts", import.meta.url)) },
  },
  test: { include: ["tests/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 },
});
