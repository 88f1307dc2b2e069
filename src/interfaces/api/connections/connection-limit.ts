import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Connections of clients, at most as many as the open files of the process allow. */
export interface ConnectionLimit {
  /** Counts a new connection until it closes; beyond the limit, another one is closed for it. */
  add(socket: Socket): void;
  /** Continues a counted connection as another socket, after a handshake. */
  replace(socket: Socket, by: Socket): void;
  /** Called when the head of a request has arrived and its turn begins. */
  begin(socket: Socket, request: IncomingMessage): void;
  /** Called when the request is answered. */
  end(socket: Socket): void;
}

/**
 * Limits the number of connections. One too many closes another one, so that connections that only wait cannot keep
 * others out: the oldest of those whose request has not arrived completely, or of those idle between two requests,
 * whichever are more. The newest live longest: they get the time to send. If all are being answered, the new one is
 * closed.
 */
export function createConnectionLimit(most: number): ConnectionLimit {
  /** In the order of their beginning. Null: nothing of a request has arrived. */
  const arriving = new Map<Socket, IncomingMessage | null>();
  const idle = new Set<Socket>();
  const working = new Set<Socket>();

  const oldestArriving = (): Socket | undefined => {
    for (const [socket, request] of arriving) {
      if (request?.complete !== true) return socket;
      arriving.delete(socket);
      working.add(socket);
    }
    return undefined;
  };
  const oldestIdle = (): Socket | undefined => idle.values().next().value;
  const forget = (socket: Socket): boolean => arriving.delete(socket) || idle.delete(socket) || working.delete(socket);

  return {
    add(socket) {
      if (arriving.size + idle.size + working.size >= most) {
        const areMoreArriving = arriving.size >= idle.size;
        const replaced = (areMoreArriving ? oldestArriving() : undefined) ?? oldestIdle() ?? oldestArriving() ?? socket;
        forget(replaced);
        replaced.destroy();
        if (replaced === socket) return;
      }
      arriving.set(socket, null);
      socket.once("close", () => forget(socket));
    },
    replace(socket, by) {
      if (!arriving.delete(socket)) return;
      arriving.set(by, null);
      by.once("close", () => forget(by));
    },
    // Connections that were not added, those of the control socket, are not counted.
    begin(socket, request) {
      if (idle.delete(socket) || arriving.has(socket)) arriving.set(socket, request);
    },
    end(socket) {
      if (arriving.delete(socket) || working.delete(socket)) idle.add(socket);
    },
  };
}
