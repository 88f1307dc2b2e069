import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Pace, PacedClient } from "./pace.ts";

/** Reads a connection and hands one request after the other to the parser of Node's server. */
export interface PieceReader {
  /** Reads on, after a request was answered. */
  resume(): void;
  /** Parses nothing more. */
  stop(): void;
}

/** Connection whose requests are answered one at a time. */
export interface ReadConnection extends PacedClient {
  readonly socket: Socket;
  readonly current: { readonly request: IncomingMessage } | null;
  readonly waiting: readonly { readonly request: IncomingMessage }[];
  readonly lastAnswer: (() => void) | null;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const BODY_PIECE_BYTES = 4_096;

/**
 * Takes a connection over from Node's server. Each piece has the head of one request at most, or a part of a body, whose
 * end is not known here. What follows a request that is not answered yet goes back into the socket.
 */
export function takeOverReading(connection: ReadConnection, pace: Pace): PieceReader {
  const { socket } = connection;
  const [parse] = socket.listeners("data") as ((bytes: Buffer) => void)[];
  if (parse === undefined) throw new Error("Node's HTTP server does not listen to its connection");
  let isStopped = false;
  let isDeferred = false;

  const read = (bytes: Buffer): void => {
    for (let rest = bytes; rest.length > 0 && !isStopped && !socket.destroyed && connection.lastAnswer === null;) {
      const size = pieceSize(connection, rest);
      connection.isPipelining = size < rest.length;
      if (isBusy(connection) || pace.isSpent()) {
        socket.pause();
        socket.unshift(rest);
        if (!isBusy(connection)) readLater();
        return;
      }
      // Node pauses while a body or an answer is not taken, and resumes.
      if (socket.isPaused() || isPausedForAnswers(socket)) {
        socket.pause();
        socket.unshift(rest);
        return;
      }
      parse(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  };

  const readLater = (): void => {
    if (isDeferred) return;
    isDeferred = true;
    pace.defer(connection, () => {
      isDeferred = false;
      // Synchronously, so that it counts as work of this iteration.
      if (!socket.destroyed) socket.resume().read();
    });
  };

  // A listener for `data` makes Node hand out the bytes that its parser would otherwise read itself.
  socket.removeListener("data", parse).on("data", read);
  return {
    resume() {
      if (socket.isPaused()) socket.resume();
    },
    stop() {
      isStopped = true;
      socket.removeListener("data", read);
    },
  };
}

const isBusy = ({ current, waiting }: ReadConnection): boolean =>
  waiting.length > 0 || current?.request.complete === true;

/** In the field of Node's server, which parses nothing meanwhile and throws if it is asked to. */
const isPausedForAnswers = (socket: Socket & { readonly _paused?: boolean }): boolean => socket._paused === true;

function pieceSize({ current, waiting }: ReadConnection, bytes: Buffer): number {
  const latest = waiting.at(-1) ?? current;
  if (latest?.request.complete === false) return Math.min(BODY_PIECE_BYTES, bytes.length);
  const end = bytes.indexOf(HEAD_END);
  return end === -1 ? bytes.length : end + HEAD_END.length;
}
