import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sessionModules } from "./src/sessions/vite.ts";

export default defineConfig({
  plugins: [sessionModules()],
  resolve: {
    alias: { "time-wait": fileURLToPath(new URL("./src/model/index.ts", import.meta.url)) },
  },
  // Two at least: many tests wait for a browser or a kernel rather than for the processor.
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    include: ["tests/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
