import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TlsFiles } from "../tls-files.ts";
import { createConnectionLimit, type ConnectionLimit } from "./connection-limit.ts";
import { createPace } from "./pace.ts";
import { answerPlainHttp } from "./plain-http.ts";
import { createTurns } from "./turns.ts";

export interface HttpServerOptions {
  readonly handle: RequestListener;
  /** HTTPS with these files; null: plain HTTP. */
  readonly tls: Pick<TlsFiles, "cert" | "key"> | null;
  readonly maxConnections: number;
  /** Connections that are not limited. */
  readonly isLocal: (socket: Socket) => boolean;
  /** Requests for another protocol (RFC 9110 §7.8). Default: none is followed, and all are answered as they are. */
  readonly upgrades?: Upgrades;
}

export interface Upgrades {
  isWanted(request: IncomingMessage): boolean;
  /** Takes over the connection. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

// Room for a search of the maximum length, percent-encoded.
const MAX_HEADER_BYTES = 262_144;
// A client that sends its request more slowly than this is disconnected.
const REQUEST_TIMEOUT_MS = 30_000;
// Interval of the check for slow clients. Node's default would let them stay twice as long.
const LOOK_FOR_SLOW_MS = 5_000;
const STALLED_MS = 60_000;
// Under attack, a request waits for a few iterations of the event loop of this length.
const BUDGET_MS = 10;
const KEEP_ALIVE_MS = 72_000;

const OPTIONS: ServerOptions = {
  maxHeaderSize: MAX_HEADER_BYTES,
  // Otherwise Node refuses a request without Host in its own format.
  requireHostHeader: false,
  connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  // With a longer timeout, as by default, Node swaps the two: a slow body would get a minute.
  headersTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
};

/**
 * HTTP server with the limits of docs/operation.md. It answers every connection given to it by the event `connection`
 * (`secureConnection` with `tls`), also those that another server accepted.
 */
export function createHttpServer({ handle, tls, maxConnections, isLocal, upgrades }: HttpServerOptions): Server {
  const limit = createConnectionLimit(maxConnections);
  const pace = createPace(BUDGET_MS);
  const turns = createTurns({ handle, limit, pace });
  const options: ServerOptions = {
    ...OPTIONS,
    shouldUpgradeCallback: (request) => upgrades?.isWanted(request) ?? false,
  };
  const server = tls === null ? createServer(options, turns.take) : createTlsServer(options, tls, turns.take);
  server.on("connection", (socket: Socket) => {
    pace.noteConnection();
    if (!isLocal(socket)) limit.add(socket);
  });
  server.on(tls === null ? "connection" : "secureConnection", turns.add);
  if (tls !== null) {
    passOnHandshakes(server, limit);
    answerPlainHttp(server, REQUEST_TIMEOUT_MS);
  }
  // A timeout of each response would be set and cleared again with each request.
  server.setTimeout(STALLED_MS, turns.timeOut);
  server.on("clientError", (error, socket) => turns.refuse(error, socket as Socket));
  server.on("connect", turns.connect);
  server.on("upgrade", (request, socket, head) => {
    if (turns.leave(request, socket)) upgrades?.take(request, socket, head);
  });
  // An unknown `Expect` may be ignored (RFC 9110 §10.1.1). Otherwise Node refuses it in its own format.
  server.on("checkExpectation", turns.take);
  return server;
}

const createTlsServer = (
  options: ServerOptions,
  { cert, key }: Pick<TlsFiles, "cert" | "key">,
  listener: RequestListener,
): Server =>
  // Its events and requests are those of plain HTTP.
  createHttpsServer({ ...options, cert, key, handshakeTimeout: REQUEST_TIMEOUT_MS }, listener) as unknown as Server;

/** Counts a connection as the same one before and after its handshake: its two sockets have the peer in common. */
function passOnHandshakes(server: Server, limit: ConnectionLimit): void {
  const handshakes = new Map<string, Socket>();
  server.on("connection", (socket: Socket) => {
    const peer = peerOf(socket);
    handshakes.set(peer, socket);
    socket.once("close", () => {
      if (handshakes.get(peer) === socket) handshakes.delete(peer);
    });
  });
  server.on("secureConnection", (socket: Socket) => {
    const raw = handshakes.get(peerOf(socket));
    if (raw !== undefined) limit.replace(raw, socket);
  });
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
