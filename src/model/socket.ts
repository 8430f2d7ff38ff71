/** What a program is told of a connection; a handler that is not set misses it. */
export interface SocketEvents {
  /** The handshake is complete. */
  onConnect?: (socket: Socket) => void;
  /** So many bytes have come, in order. */
  onData?: (socket: Socket, bytes: number) => void;
  /** The peer will send no more. */
  onEnd?: (socket: Socket) => void;
  /** It was cut off, or the attempt to connect has failed. */
  onError?: (socket: Socket, errno: "ECONNRESET" | "ECONNREFUSED" | "ETIMEDOUT") => void;
}

/** A program's end of a connection, as a host provides it. */
export interface Socket {
  /** `10.0.0.2:40000` */
  readonly local: string;
  readonly remote: string;
  /** Its handlers; set them as you like. */
  readonly events: SocketEvents;
  /** Its state as the kernel names it, or `CLOSED`. */
  readonly state: string;
  /** Sends so many bytes. Throws a RangeError after close() or shutdown(). */
  send(bytes: number): void;
  /** close(): nothing more is sent, nothing more is read. */
  close(): void;
  /** shutdown(SHUT_WR): nothing more is sent. */
  shutdown(): void;
  /** close() with SO_LINGER 0: the connection is reset. */
  abort(): void;
}
