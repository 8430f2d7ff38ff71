import { createHash } from "node:crypto";
import { frameScript } from "../notebook/frame.ts";

/** The page that cells run in: nothing but the code it is handed, and no way out. */
export function GET(): Response {
  const hash = createHash("sha256").update(frameScript).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval' blob:; worker-src blob:`;
  return new Response(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><meta name="robots" content="noindex"><title>Sandbox</title></head><body><script>${frameScript}</script></body></html>\n`,
    { headers: { "content-type": "text/html; charset=utf-8" } },
  );
}
