import type { Socket } from "node:net";
import { COMMON_HEADERS } from "./headers.ts";

// A client that is still sending reads the answer only if its connection is not reset in the meantime.
const LEFT_TO_READ_MS = 2_000;
const answered = new WeakSet<Socket>();

/** Answers a malformed HTTP request in the contract's format and closes the connection. */
export function answerMalformedHttp(error: Error & { readonly code?: string }, socket: Socket): void {
  // The rest of a request answered below arrives here again, piece by piece.
  if (answered.has(socket)) return;
  // The client is gone, speaks no TLS, or an answer is already in flight.
  if (error.code === "ECONNRESET" || isFailedHandshake(error) || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const [status, message] = answerFor(error.code);
  const body = JSON.stringify({ code: Number.parseInt(status, 10), message });
  const headers = {
    ...COMMON_HEADERS,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  answered.add(socket);
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n${body}`);
  const late = setTimeout(() => socket.destroy(), LEFT_TO_READ_MS).unref();
  socket.once("close", () => clearTimeout(late));
}

/**
 * Checks for an unfinished answer to an earlier request of this connection, in the same field as Node's own handler.
 */
function isAnswering(socket: Socket & { readonly _httpMessage?: object | null }): boolean {
  return socket._httpMessage !== undefined && socket._httpMessage !== null;
}

const isFailedHandshake = ({ code = "" }: { readonly code?: string }): boolean =>
  /^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code);

function answerFor(code: string | undefined): readonly [status: string, message: string] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return ["431 Request Header Fields Too Large", "The address and headers of the request are too long"];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return ["408 Request Timeout", "The request did not arrive in time"];
    case "HPE_INVALID_METHOD":
      return ["400 Bad Request", "This is no HTTP request, or one with a method that does not exist"];
    default:
      return ["400 Bad Request", "This is no HTTP request"];
  }
}
