import type { WebSocket } from "ws";

/** One end of a connection, without its socket. */
export interface Wire {
  /** Resolves when the frame has left this process, or never will. */
  send(text: string): Promise<void>;
  /** Closes it; `code` is that of RFC 6455. */
  close(code: number, reason: string): void;
}

/** An other end that does not answer a close in this time is cut off: the process could not end before. */
const CLOSE_WITHIN_MS = 2_000;

/** Bytes that a close frame takes (RFC 6455 §5.5). */
const MAX_REASON_BYTES = 123;

export const wireOf = (socket: WebSocket): Wire => ({
  send: (text) => new Promise((left) => void socket.send(text, () => left())),
  close(code, reason) {
    socket.close(code, shortened(reason));
    setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS).unref();
  },
});

function shortened(reason: string): string {
  let text = reason.slice(0, MAX_REASON_BYTES);
  while (Buffer.byteLength(text) > MAX_REASON_BYTES) text = text.slice(0, -1);
  return text;
}
