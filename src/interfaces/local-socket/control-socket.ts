import { once } from "node:events";
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { giveToOwnerOf } from "../../lib/owner.ts";
import { Refusal } from "../../model/refusal.ts";
import { socketPathOf, type SocketPath } from "./socket-path.ts";

/** Local socket of the API in the data folder. Only the server's user and root can open it. */
export interface ControlSocket {
  /** Stops accepting connections and removes the file. The API closes open connections. */
  stop(): void;
}

export interface ControlSocketOptions {
  readonly dataFolder: string;
  /** Receives every connection; the permissions of the file have authenticated it. */
  readonly onConnection: (socket: Socket) => void;
}

// Each CLI command holds one connection while it runs.
const MAX_CONNECTIONS = 64;

/**
 * Listens on `vigie.sock` (mode 0600); replaces a stale socket of a killed server. Refuses with `control-socket-in-use`
 * if another process listens there, `control-socket-not-ours` if the file is not a socket, `control-socket-failed`, and
 * the code of `socketPathOf`.
 */
export async function openControlSocket({ dataFolder, onConnection }: ControlSocketOptions): Promise<ControlSocket> {
  const path = socketPathOf(dataFolder);
  const server = createServer(onConnection);
  server.maxConnections = MAX_CONNECTIONS;
  try {
    await removeStale(path);
    const listening = once(server, "listening");
    server.listen(path.address);
    await listening;
    // Until the mode is set, the permissions of the folder keep other users out.
    chmodSync(path.file, 0o600);
    giveToOwnerOf(dataFolder, path.file);
  } catch (error) {
    server.close();
    path.release();
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "control-socket-failed",
      `The control socket ${path.file} could not be made: ${(error as Error).message}`,
    );
  }
  return {
    stop() {
      server.close();
      path.release();
    },
  };
}

async function removeStale({ file, address }: SocketPath): Promise<void> {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw new Refusal("control-socket-not-ours", `${file} is there and is no socket: remove it.`);
  if (await isListenedTo(address))
    throw new Refusal("control-socket-in-use", `Another process listens on the control socket ${file}.`);
  unlinkSync(file);
}

function isListenedTo(address: string): Promise<boolean> {
  const attempt = connect(address);
  return new Promise((found, failed) => {
    attempt.once("connect", () => {
      attempt.destroy();
      found(true);
    });
    attempt.once("error", (error) =>
      (error as NodeJS.ErrnoException).code === "ECONNREFUSED" ? found(false) : failed(error),
    );
  });
}
