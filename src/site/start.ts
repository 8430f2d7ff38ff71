/** `npm start`: builds the site, serves it, prints its address. */
import { serve } from "./serve.ts";

const port = Number(process.env.PORT ?? 4321);

try {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is "${process.env.PORT}", which is no port: give a number up to 65535.`);
  // Listening comes first: a port in use should be known before the build, not after it.
  const { url } = await serve("dist", port);
  console.log("Building the site …");
  await import("./build.ts");
  console.log(`Who Closes First is at ${url} (Ctrl-C ends it)`);
} catch (error) {
  console.error(`who-closes-first: ${(error as Error).message}`);
  process.exit(1);
}
