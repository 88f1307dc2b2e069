import type { Duplex } from "node:stream";

// A client that is still sending reads the answer only if its connection is not reset in the meantime.
const LEFT_TO_READ_MS = 2_000;

/** Sends the last bytes of a connection that Node's HTTP server has given away, and closes it, whatever its client does. */
export function endConnection(socket: Duplex, text: string): void {
  // Node has removed its own listeners. A client may leave before it has read the answer.
  socket.on("error", () => {});
  socket.resume();
  socket.end(text);
  const late = setTimeout(() => socket.destroy(), LEFT_TO_READ_MS).unref();
  socket.once("close", () => clearTimeout(late));
}
