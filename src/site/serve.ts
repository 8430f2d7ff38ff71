import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { headersFor } from "./hosting/headers.ts";

/**
 * Serves the built site from a folder, on loopback.
 * @param port 0 picks a free one
 * Rejects with an Error in one sentence when the port is in use or may not be used.
 */
export function serve(folder: string, port: number): Promise<{ server: Server; url: string }> {
  const files = sirv(folder, {
    dev: true, // looks at the folder anew for each request
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(headersFor(path))) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => {
    files(request, response, () => {
      const page = join(folder, "404.html");
      response.writeHead(404, { "content-type": "text/html; charset=utf-8" });
      response.end(existsSync(page) ? readFileSync(page) : "Not found\n");
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(reason(error, port), { cause: error })),
    );
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : port;
      resolve({ server, url: `http://127.0.0.1:${actual}/` });
    });
  });
}

function reason({ code, message }: NodeJS.ErrnoException, port: number): string {
  const other = `choose another with PORT=${port + 1} npm start`;
  if (code === "EADDRINUSE") return `Port ${port} is in use: stop what listens there, or ${other}.`;
  if (code === "EACCES") return `Port ${port} needs rights this user has not: ${other}.`;
  return `Cannot listen on port ${port}: ${message}.`;
}
