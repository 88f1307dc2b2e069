import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { endConnection } from "../../../lib/end-connection.ts";
import { COMMON_HEADERS } from "../headers.ts";

/** Error of Node's HTTP parser, or of the connection. */
export type HttpError = Error & { readonly code?: string };

const answered = new WeakSet<Duplex>();

/** Answers a malformed HTTP request in the contract's format and closes the connection. */
export function answerMalformedHttp(error: HttpError, socket: Duplex): void {
  // The rest of a request answered below arrives here again, piece by piece.
  if (answered.has(socket)) return;
  // The client is gone, speaks no TLS, or the answer to this very request has begun.
  if (
    error.code === "ECONNRESET" ||
    isFailedHandshake(error) ||
    !socket.writable ||
    answerIn(socket)?.headersSent === true
  ) {
    socket.destroy();
    return;
  }
  endWith(socket, answerFor(error.code));
}

/** Answers CONNECT, which makes a connection to another server (RFC 9110 §9.3.6), and closes the connection. */
export function answerConnect({ url }: IncomingMessage, socket: Duplex): void {
  endWith(socket, ["405 Method Not Allowed", `No route found for "CONNECT ${url}": this server is no proxy`]);
}

/** Answers a request of plain HTTP where TLS is spoken, and closes the connection. */
export function answerWithoutTls(socket: Duplex): void {
  endWith(socket, ["400 Bad Request", "This port speaks HTTPS, and the request was plain HTTP: use https://"]);
}

function endWith(socket: Duplex, [status, message]: Answer): void {
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
  endConnection(socket, `HTTP/1.1 ${status}\r\n${lines}\r\n${body}`);
}

/** Answer in progress on a connection, in the same field as Node's own handler reads. */
const answerIn = (
  socket: Duplex & { readonly _httpMessage?: { readonly headersSent: boolean } | null },
): { readonly headersSent: boolean } | undefined => socket._httpMessage ?? undefined;

const isFailedHandshake = ({ code = "" }: HttpError): boolean => /^(ERR_SSL_|ERR_TLS_|EPROTO)/.test(code);

type Answer = readonly [status: string, message: string];

function answerFor(code: string | undefined): Answer {
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
