import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A socket between a client and PostgreSQL that fails when it is told to. */
export interface PostgresProxy {
  /** Folder of the socket, for `?host=`. */
  readonly folder: string;
  /** Ends all connections. */
  cut(): void;
  /** Ends all connections, and refuses new ones until `accept`. */
  refuse(): void;
  accept(): void;
  /** Passes no answers on any more, on a connection that has sent this text so many times from now on. */
  holdAnswersAfter(text: string | null, times?: number): void;
  close(): Promise<void>;
}

const SOCKET = ".s.PGSQL.5432";

export async function startPostgresProxy(serverFolder: string): Promise<PostgresProxy> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-proxy-"));
  const sockets = new Set<Socket>();
  let isRefusing = false;
  let holdAfter: string | null = null;
  let timesLeft = 0;
  const server = createServer((client) => {
    if (isRefusing) return void client.destroy();
    const database = connect(join(serverFolder, SOCKET));
    let isHeld = false;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket
        .on("error", () => {})
        .on("close", () => {
          sockets.delete(socket);
          client.destroy();
          database.destroy();
        });
    }
    client.on("data", (bytes) => {
      if (holdAfter !== null && bytes.includes(holdAfter) && --timesLeft === 0) isHeld = true;
      database.write(bytes);
    });
    database.on("data", (bytes) => {
      if (!isHeld) client.write(bytes);
    });
  });
  await new Promise<void>((listening) => server.listen(join(folder, SOCKET), listening));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    folder,
    cut,
    refuse() {
      isRefusing = true;
      cut();
    },
    accept() {
      isRefusing = false;
    },
    holdAnswersAfter(text, times = 1) {
      holdAfter = text;
      timesLeft = times;
    },
    async close() {
      cut();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
