import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { createAlarm } from "../../lib/alarm.ts";
import { endConnection } from "../../lib/end-connection.ts";
import { LINK_PATH } from "../protocol/link-path.ts";
import { wireOf } from "../protocol/wire.ts";
import { ANY_PROTOCOL, BEAT_SECONDS, LIMITS, MISSING_BEATS, PROTOCOLS } from "../protocol/frames.ts";
import { PollerConnection, type ConnectionParts, type EnrolledPoller } from "./poller-connection.ts";

/** A connection that has not said who it is by then is closed. */
const HELLO_SECONDS = 10;

/** Connections that have not said who they are. One more closes another one. */
const MAX_STRANGERS = 50;

interface Stranger {
  readonly connection: PollerConnection;
  readonly socket: WebSocket;
  readonly address: string | undefined;
}

export interface PollerDoorOptions extends Omit<ConnectionParts, "settled" | "onConnected" | "onClosed"> {
  /** A poller has come or gone; the last connection counts. */
  readonly onPresence: (poller: EnrolledPoller, isThere: boolean) => void;
}

/** The end of the pollers' connections at their centre. */
export interface PollerDoor {
  /** True for a request that is meant for pollers. */
  isWanted(request: IncomingMessage): boolean;
  /** Takes over its connection. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The connection of a poller; undefined while there is none. */
  connection(pollerId: number): PollerConnection | undefined;
  connections(): readonly PollerConnection[];
  isAnyConnected(): boolean;
  /** Ends all connections, and takes no more; resolves when what they took is stored. */
  stop(): Promise<void>;
}

export function createPollerDoor(options: PollerDoorOptions): PollerDoor {
  const { clock, onPresence } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: { threshold: 512, concurrencyLimit: 2 },
    handleProtocols: (wanted) =>
      (options.protocols ?? PROTOCOLS).find((known) => wanted.has(known)) ??
      [...wanted].find((other) => ANY_PROTOCOL.test(other)) ??
      false,
  });
  /** The oldest first. */
  const strangers = new Map<PollerConnection, Stranger>();
  const connected = new Map<number, PollerConnection>();
  /** The newest connection of each poller, also one that has ended: what it took may be on its way to the store. */
  const newest = new Map<number, PollerConnection>();
  const beats = createAlarm(clock, () => beat());
  let isStopped = false;

  const parts: ConnectionParts = {
    ...options,
    settled: async ({ id }) => newest.get(id)?.settled,
    onConnected(poller, connection) {
      strangers.delete(connection);
      const before = connected.get(poller.id);
      connected.set(poller.id, connection);
      newest.set(poller.id, connection);
      before?.refuse("replaced", `Poller ${poller.name} has connected again.`);
      if (before === undefined) onPresence(poller, true);
    },
    onClosed(poller, connection) {
      strangers.delete(connection);
      if (connected.get(poller.id) !== connection) return;
      connected.delete(poller.id);
      onPresence(poller, false);
    },
  };

  const opened = (socket: WebSocket, request: IncomingMessage): void => {
    if (strangers.size >= MAX_STRANGERS) makeRoom();
    const connection = new PollerConnection(parts, wireOf(socket));
    strangers.set(connection, { connection, socket, address: request.socket.remoteAddress });
    beatLater();
    socket.on("message", (data, isBinary) => connection.received(isBinary ? "" : (data as Buffer).toString("utf8")));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      strangers.delete(connection);
      connection.closed();
    });
  };

  /** Closes the oldest stranger of the address that has most of them: those that only wait keep no poller out. */
  const makeRoom = (): void => {
    const ofAddresses = [...Map.groupBy(strangers.values(), ({ address }) => address).values()];
    const [oldest] = ofAddresses.reduce((most, each) => (each.length > most.length ? each : most));
    strangers.delete(oldest!.connection);
    oldest!.socket.terminate();
  };

  const beat = (): void => {
    for (const connection of strangers.keys())
      if (connection.silentSeconds > HELLO_SECONDS) connection.refuse("silent", "Nothing was said.");
    for (const connection of connected.values())
      if (connection.silentSeconds > BEAT_SECONDS * MISSING_BEATS)
        connection.refuse("silent", `Nothing was heard for ${BEAT_SECONDS * MISSING_BEATS} s.`);
      else connection.beat();
    beatLater();
  };
  /** Nothing happens by the clock while there is no connection. */
  const beatLater = (): void => {
    if (beats.at === null && strangers.size + connected.size > 0) beats.set(clock.now() + BEAT_SECONDS);
  };

  return {
    isWanted: ({ url }) => url?.split("?", 1)[0] === LINK_PATH,
    take(request, socket, head) {
      if (isStopped) endConnection(socket, "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
      else server.handleUpgrade(request, socket, head, opened);
    },
    connection: (pollerId) => connected.get(pollerId),
    connections: () => [...connected.values()],
    isAnyConnected: () => connected.size > 0,
    async stop() {
      isStopped = true;
      for (const connection of [...strangers.keys(), ...connected.values()])
        connection.refuse("stopping", "The server is being stopped.");
      beats.set(null);
      await Promise.all([...newest.values()].map(({ settled }) => settled));
    },
  };
}
