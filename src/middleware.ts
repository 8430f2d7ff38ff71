import { defineMiddleware } from "astro:middleware";

/**
 * Starlight writes `data-theme="dark"` into every page and lets a script mend it. Here the system's
 * preference rules until the reader chooses, with or without JavaScript, so the attribute goes.
 */
export const onRequest = defineMiddleware(async (_context, next) => {
  const response = await next();
  if (!response.headers.get("content-type")?.includes("text/html")) return response;
  const html = await response.text();
  return new Response(html.replace(/(<html[^>]*?) data-theme="dark"/, "$1"), response);
});
