import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ConnectionLimit } from "./connection-limit.ts";
import { answerConnect, answerMalformedHttp, type HttpError } from "./malformed-http.ts";
import type { Pace, PacedClient } from "./pace.ts";
import { takeOverReading, type PieceReader } from "./piece-reader.ts";

export interface TurnsOptions {
  readonly handle: RequestListener;
  readonly limit: ConnectionLimit;
  readonly pace: Pace;
}

/** Requests of all connections, one at a time from each. */
export interface Turns {
  /** Adds a connection that Node's server has begun to listen to. */
  readonly add: (socket: Socket) => void;
  /** Answers a CONNECT, after the requests before it; no further request is read. */
  readonly connect: (request: IncomingMessage, socket: Duplex) => void;
  readonly take: RequestListener;
  /** Leaves a connection to another protocol. Returns false, and closes it, if requests before it are not answered. */
  readonly leave: (request: IncomingMessage, socket: Duplex) => boolean;
  /** Answers what is not HTTP, after the requests before it. */
  readonly refuse: (error: HttpError, socket: Socket) => void;
  /** Called after a time without progress: cuts off a client, unless its answer is still being worked on. */
  readonly timeOut: (socket: Socket) => void;
}

// Requests that one read of 64 KiB may bring: with a token, at most 600 fit. More is no client.
const MOST_WAITING = 1_000;
// Of all connections, about 100 MB. Clients that do not pipeline never wait.
const MOST_WAITING_OF_ALL = 20_000;
const WAITING_OF_ATTACK = 20;
const GUARDED_MS = 60_000;

interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Works on one request of a connection at a time, and on the next once the system has taken the whole answer: otherwise
 * a client that pipelines requests and reads nothing fills the memory with answers (RFC 9112 §9.3.2 asks for the order
 * only).
 *
 * Node's server parses all requests of a read of 64 KiB, thousands, before any of them is answered, and spends 15 µs on
 * each that is aborted. So a connection that pipelines or sends a large body is read piece by piece from then on; and
 * all connections are, for a minute, once somebody pipelines as an attacker does. Always, it would slow down ordinary
 * requests by 15 %.
 */
export function createTurns({ handle, limit, pace }: TurnsOptions): Turns {
  const open = new Map<Socket, Connection>();
  let waitingOfAll = 0;
  let guardedUntilMs = 0;

  const admit = (connection: Connection, turn: Turn): void => {
    connection.current = turn;
    limit.begin(connection.socket, turn.request);
    if (pace.isSpent()) pace.defer(connection, () => begin(connection, turn));
    else begin(connection, turn);
  };

  const begin = (connection: Connection, turn: Turn): void => {
    const { socket } = connection;
    if (socket.destroyed) return;
    turn.response.on("close", () => end(connection));
    handle(turn.request, turn.response);
  };

  const end = (connection: Connection): void => {
    const { socket, waiting, lastAnswer, pieces } = connection;
    connection.current = null;
    limit.end(socket);
    // Also after an answer with `Connection: close`.
    if (!socket.writable) return;
    const next = waiting.shift();
    if (next !== undefined) {
      waitingOfAll--;
      admit(connection, next);
    } else if (lastAnswer !== null) lastAnswer();
    else pieces?.resume();
  };

  const wait = (connection: Connection, turn: Turn): void => {
    const { socket, waiting } = connection;
    if (waiting.length >= MOST_WAITING || waitingOfAll >= MOST_WAITING_OF_ALL) {
      socket.destroy();
      return;
    }
    waiting.push(turn);
    waitingOfAll++;
    readPieces(connection);
    if (waiting.length === WAITING_OF_ATTACK) guard();
  };

  const guard = (): void => {
    guardedUntilMs = performance.now() + GUARDED_MS;
    for (const connection of open.values()) readPieces(connection);
  };

  /** Node's server listens to it no more: nothing of it is read from here on. */
  const giveAway = (socket: Duplex): Connection | undefined => {
    const connection = open.get(socket as Socket);
    connection?.pieces?.stop();
    open.delete(socket as Socket);
    return connection;
  };

  const readPieces = (connection: Connection): void => {
    connection.pieces ??= takeOverReading(connection, pace);
  };

  return {
    add(socket) {
      const connection: Connection = {
        socket,
        current: null,
        waiting: [],
        lastAnswer: null,
        pieces: null,
        busyPeriod: 0,
        turns: 0,
        isPipelining: false,
      };
      open.set(socket, connection);
      socket.once("close", () => {
        open.delete(socket);
        waitingOfAll -= connection.waiting.splice(0).length;
      });
      if (performance.now() < guardedUntilMs) readPieces(connection);
    },
    connect(request, socket) {
      const connection = giveAway(socket);
      // Node has removed its own listeners. A client may leave before it has read the answer.
      socket.on("error", () => {});
      socket.resume();
      const answer = (): void => answerConnect(request, socket);
      if (connection === undefined || connection.current === null) answer();
      else connection.lastAnswer ??= answer;
    },
    take(request, response) {
      const connection = open.get(request.socket);
      if (connection === undefined) return;
      // Node's parser loses what it has read behind an upgrade that is not made.
      if (request.headers.upgrade !== undefined) response.setHeader("connection", "close");
      if (connection.current !== null) wait(connection, { request, response });
      else {
        if (hasLargeBody(request)) readPieces(connection);
        admit(connection, { request, response });
      }
    },
    leave(request, socket) {
      const connection = giveAway(socket);
      if (connection === undefined) return true;
      if (connection.current !== null) {
        socket.destroy();
        return false;
      }
      // It is never idle again, so that no new connection replaces it.
      limit.begin(connection.socket, request);
      return true;
    },
    refuse(error, socket) {
      const connection = open.get(socket);
      if (connection === undefined) return answerMalformedHttp(error, socket);
      const { current, waiting } = connection;
      // The fault is in the body of the last request, which then is no request.
      if (waiting.at(-1)?.request.complete === false) {
        waiting.pop();
        waitingOfAll--;
      }
      connection.lastAnswer ??= () => answerMalformedHttp(error, socket);
      if (error.code === "ECONNRESET" || current === null || !current.request.complete)
        answerMalformedHttp(error, socket);
    },
    timeOut(socket) {
      const isWorkedOn = (open.get(socket)?.current ?? null) !== null && socket.writableLength === 0;
      if (!isWorkedOn) socket.destroy();
    },
  };
}

/** A body of more than one read. */
const hasLargeBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers["content-length"] ?? 0) > 65_536 || headers["transfer-encoding"] !== undefined;

interface Connection extends PacedClient {
  readonly socket: Socket;
  current: Turn | null;
  readonly waiting: Turn[];
  /** Answers what is behind the waiting requests, and closes the connection; null: more requests may follow. */
  lastAnswer: (() => void) | null;
  /** Null: Node's server reads the connection. */
  pieces: PieceReader | null;
}
