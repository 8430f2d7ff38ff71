import type { Socket } from "node:net";

/**
 * Closes a server's connection first, and cleanly: the way of
 * RFC 6455 §7.1.1, with a limit. Resolves with whether the client
 * has closed, too, within `patience` milliseconds.
 */
export function closeFirst(
  socket: Socket,
  patience = 10_000,
): Promise<boolean> {
  return new Promise((resolve) => {
    // close(): what is left is the kernel's.
    const limit = setTimeout(() => socket.destroy(), patience);

    // recv() has returned 0: the client's FIN.
    let ended = false;
    socket.once("end", () => (ended = true));
    socket.once("close", () => {
      clearTimeout(limit);
      resolve(ended);
    });
    // The client may reset; "close" follows.
    socket.on("error", () => undefined);

    // shutdown(SHUT_WR): what is still to be sent, then our FIN.
    socket.end();
    // recv() until 0: what still comes is thrown away.
    socket.resume();
  });
}
