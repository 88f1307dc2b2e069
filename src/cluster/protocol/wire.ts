import type { WebSocket } from "ws";

/** One end of a connection, without its socket. */
export interface Wire {
  /** Resolves when the frame has left this process, or never will. */
  send(text: string): Promise<void>;
  /** Closes it; `code` is that of RFC 6455. */
  close(code: number, reason: string): void;
}

/** `Wire.send` of a socket. */
export const sendOn =
  (socket: WebSocket): Wire["send"] =>
  (text) =>
    new Promise((left) => void socket.send(text, () => left()));
