import type { Server } from "node:http";
import type { Socket } from "node:net";
import { answerWithoutTls } from "./malformed-http.ts";

/** First byte of a TLS connection: a record of the handshake (RFC 8446 §5.1). */
const HANDSHAKE = 22;

/**
 * Looks at the first byte of each connection before the server of HTTPS begins its handshake: a client that speaks
 * plain HTTP gets an answer which says so.
 */
export function answerPlainHttp(server: Server, timeoutMs: number): void {
  const [beginHandshake] = server.listeners("connection") as ((socket: Socket) => void)[];
  if (beginHandshake === undefined) throw new Error("Node's HTTPS server does not listen to its connections");
  server.removeListener("connection", beginHandshake);
  server.on("connection", (socket: Socket) => {
    const silent = setTimeout(() => socket.destroy(), timeoutMs).unref();
    const leave = (): void => clearTimeout(silent);
    const ignore = (): void => {};
    socket.once("close", leave).on("error", ignore);
    socket.once("readable", () => {
      leave();
      const bytes = socket.read() as Buffer | null;
      if (bytes === null) return socket.destroy();
      if (bytes[0] === HANDSHAKE) {
        socket.removeListener("close", leave).removeListener("error", ignore);
        socket.unshift(bytes);
        return beginHandshake.call(server, socket);
      }
      answerWithoutTls(socket);
    });
  });
}
