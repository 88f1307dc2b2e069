import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionLimit } from "./connection-limit.ts";
import { answerMalformedHttp, type HttpError } from "./malformed-http.ts";

export interface TurnsOptions {
  readonly handle: RequestListener;
  readonly limit: ConnectionLimit;
  /** Time after which a client that takes nothing of its answer is cut off. */
  readonly stalledMs: number;
}

/** Requests of all connections, one at a time from each. */
export interface Turns {
  readonly take: RequestListener;
  /** Answers what is not HTTP, after the requests before it. */
  readonly refuse: (error: HttpError, socket: Socket) => void;
}

// Requests that one read of 64 KiB may bring: with a token, at most 600 fit. More is no client.
const MOST_WAITING = 1_000;
// Of all connections, about 100 MB. Clients that do not pipeline never wait.
const MOST_WAITING_OF_ALL = 20_000;

interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Works on one request of a connection at a time, and on the next once the system has taken the whole answer: otherwise
 * a client that pipelines requests and reads nothing fills the memory with answers (RFC 9112 §9.3.2 asks for the order
 * only). While requests wait, nothing more is read from the connection.
 */
export function createTurns({ handle, limit, stalledMs }: TurnsOptions): Turns {
  const connections = new WeakMap<Socket, Connection>();
  let waitingOfAll = 0;

  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const made: Connection = { socket, current: null, waiting: [], fault: null };
    connections.set(socket, made);
    return made;
  };

  const begin = (connection: Connection, turn: Turn): void => {
    const { socket } = connection;
    connection.current = turn;
    limit.begin(socket, turn.request);
    // Node calls it after this time without progress, also while the handler works: then nothing is left to take.
    turn.response.setTimeout(stalledMs, () => {
      if (socket.writableLength > 0) socket.destroy();
    });
    turn.response.once("close", () => end(connection));
    handle(turn.request, turn.response);
  };

  const end = (connection: Connection): void => {
    const { socket, waiting, fault } = connection;
    connection.current = null;
    limit.end(socket);
    // Also after an answer with `Connection: close`.
    if (!socket.writable) return forget(connection);
    const next = waiting.shift();
    if (next === undefined) {
      if (fault !== null) answerMalformedHttp(fault, socket);
      return;
    }
    waitingOfAll--;
    if (waiting.length === 0) socket.resume();
    begin(connection, next);
  };

  const forget = ({ waiting }: Connection): void => {
    waitingOfAll -= waiting.splice(0).length;
  };

  const wait = (connection: Connection, turn: Turn): void => {
    const { socket, waiting } = connection;
    if (waiting.length >= MOST_WAITING || waitingOfAll >= MOST_WAITING_OF_ALL) {
      socket.destroy();
      return;
    }
    waiting.push(turn);
    waitingOfAll++;
    if (waiting.length > 1) return;
    socket.pause();
    // Node resumes when an answer is sent or the body of a request is read.
    if (!socket.listeners("resume").includes(pauseWhileWaiting)) socket.on("resume", pauseWhileWaiting);
  };
  function pauseWhileWaiting(this: Socket): void {
    if (connectionOf(this).waiting.length > 0) this.pause();
  }

  return {
    take(request, response) {
      const connection = connectionOf(request.socket);
      if (connection.current === null) begin(connection, { request, response });
      else wait(connection, { request, response });
    },
    refuse(error, socket) {
      const connection = connectionOf(socket);
      const { current, waiting } = connection;
      // The fault is in the body of the last request, which then is no request.
      if (waiting.at(-1)?.request.complete === false) {
        waiting.pop();
        waitingOfAll--;
      }
      if (error.code === "ECONNRESET" || current === null || !current.request.complete) {
        answerMalformedHttp(error, socket);
        return;
      }
      connection.fault ??= error;
    },
  };
}

interface Connection {
  readonly socket: Socket;
  current: Turn | null;
  readonly waiting: Turn[];
  /** Why nothing after the waiting requests can be read. */
  fault: HttpError | null;
}
