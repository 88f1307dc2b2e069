import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Connections of clients, at most as many as the open files of the process allow. */
export interface ConnectionLimit {
  /** Counts a new connection until it closes; beyond the limit, another one is closed for it. */
  add(socket: Socket): void;
  /** Called when the server begins to work on a request of the connection. */
  begin(socket: Socket, request: IncomingMessage): void;
  /** Called when the request is answered. */
  end(socket: Socket): void;
}

/**
 * Limits the number of connections. One too many closes the connection that matters least, so that silent connections
 * cannot keep others out: first those that never sent a request, then those waiting for their next one, then those
 * whose request has not arrived completely; the oldest first. If all are being answered, the new one is closed.
 */
export function createConnectionLimit(most: number): ConnectionLimit {
  const silent = new Set<Socket>();
  const idle = new Set<Socket>();
  const busy = new Map<Socket, IncomingMessage>();

  const leastImportant = (): Socket | undefined =>
    firstOf(silent) ?? firstOf(idle) ?? firstOf(busy, ([, request]) => !request.complete)?.[0];
  const forget = (socket: Socket): boolean => silent.delete(socket) || idle.delete(socket) || busy.delete(socket);

  return {
    add(socket) {
      if (silent.size + idle.size + busy.size >= most) {
        const victim = leastImportant() ?? socket;
        forget(victim);
        victim.destroy();
        if (victim === socket) return;
      }
      silent.add(socket);
      socket.once("close", () => forget(socket));
    },
    // Connections that were not added, those of the control socket, are not counted.
    begin(socket, request) {
      if (silent.delete(socket) || idle.delete(socket)) busy.set(socket, request);
    },
    end(socket) {
      if (busy.delete(socket)) idle.add(socket);
    },
  };
}

function firstOf<Item>(items: Iterable<Item>, isWanted: (item: Item) => boolean = () => true): Item | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}
