import { parentPort } from "node:worker_threads";
import { engineErrorOf } from "../../store/sqlite/errors.ts";
import type { Asked, FromThread } from "./thread-messages.ts";

/** In a worker thread: sends a message to the main thread. */
export function send(message: FromThread): void {
  if (parentPort === null) throw new Error("This file runs in a worker thread only.");
  parentPort.postMessage(message);
}

export interface ThreadWork<Request> {
  readonly answer: (request: Request) => unknown;
  /** Requests that are worked on at a time. */
  readonly atOnce: number;
  /** File that a failed request worked on. */
  readonly monthAtWork: () => string | null;
  readonly close: () => void;
}

/** In a worker thread: answers requests in order until 'close', after which nothing more comes. */
export function answerRequests<Request>({ answer, atOnce, monthAtWork, close }: ThreadWork<Request>): void {
  const waiting: Asked<Request>[] = [];
  let working = 0;
  let isClosing = false;

  const work = async ({ number, request }: Asked<Request>): Promise<void> => {
    try {
      send({ kind: "answer", number, value: await answer(request) });
    } catch (error) {
      send({ kind: "failed", number, error: engineErrorOf(error), month: monthAtWork() });
    }
  };
  const next = (): void => {
    while (working < atOnce && waiting.length > 0) {
      working++;
      void work(waiting.shift()!).finally(() => {
        working--;
        next();
      });
    }
    if (!isClosing || working > 0) return;
    close();
    parentPort?.close();
  };
  parentPort?.on("message", (message: Asked<Request> | "close") => {
    if (message === "close") isClosing = true;
    else waiting.push(message);
    next();
  });
}
