/** `npm run build` builds the site into dist/; `npm run dev` serves it from its sources. */
import { build, dev } from "astro";

process.env.ASTRO_TELEMETRY_DISABLED = "1";

try {
  if (process.argv.includes("--dev")) await dev({});
  else await build({ logLevel: "silent" });
} catch (error) {
  console.error(`who-closes-first: ${(error as Error).message}`);
  process.exit(1);
}
