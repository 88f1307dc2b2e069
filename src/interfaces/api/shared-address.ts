import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { listen, type ListenAddress } from "./listen.ts";

/** Address of this process, for one API after the other. */
export interface SharedAddress {
  /**
   * Listens with an API that is ready, in the place of the API before, which is to be closed then by `closeApi`: no
   * connection is refused, or closed before its first request. Listens anew, at the same port, if that one does not listen
   * any more. Refuses like `listen`.
   */
  listen(app: FastifyInstance): Promise<string>;
}

/** A client sends its request right after it has connected; one that goes on asking is told to connect again. */
const CHANGE_OVER_MS = 250;
/** An answer that takes longer is cut off: what comes next waits. */
const LAST_ANSWERS_MS = 1_000;

export function shareAddress(at: ListenAddress): SharedAddress {
  let current: FastifyInstance | null = null;
  let { port } = at;
  let url = "";
  return {
    async listen(app) {
      if (current?.server.listening) {
        const former = current.server;
        await takeOver(former, app.server);
        current = app;
        await answerOnceMore(former);
        return url;
      }
      current = null;
      url = await listen(app, { ...at, port }, () => (current ?? app).server);
      current = app;
      ({ port } = app.server.address() as AddressInfo);
      return url;
    },
  };
}

/** Goes on listening with another server. */
async function takeOver(former: Server, next: Server): Promise<void> {
  const listening = once(next, "listening");
  next.listen(former);
  try {
    await listening;
  } finally {
    // It listens no more, and must not close what the other one has now, or has closed since it could not listen.
    (former as { _handle?: unknown })._handle = null;
  }
}

/** All connections of a server that listens no more get one more answer. */
async function answerOnceMore(former: Server): Promise<void> {
  former.prependListener("request", (_request: unknown, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  await wait(CHANGE_OVER_MS);
  // What has arrived is read, in this turn.
  await nextTurn();
}

/** Closes an API and its server, also one that took an address over. */
export async function closeApi(app: FastifyInstance): Promise<void> {
  const { server } = app;
  const end = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  // Fastify knows only of a server that it let listen.
  const closed = once(server, "close");
  server.close();
  await app.close();
  await closed;
  clearTimeout(end);
}
