import { once } from "node:events";
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { Refusal } from "../../model/refusal.ts";
import { socketPathOf, type SocketPath } from "./socket-path.ts";

/** The local door of the API: a socket in the data folder that only the server's user and root can open. */
export interface ControlSocket {
  /** Takes no more connections and removes the file. Open connections are the API's to end. */
  stop(): void;
}

export interface ControlSocketOptions {
  readonly dataFolder: string;
  /** Gets every connection, which has been authenticated by the permissions of the file. */
  readonly onConnection: (socket: Socket) => void;
}

// Each command of the command line is one connection, for as long as it takes.
const MOST_CONNECTIONS = 64;

/**
 * Listens on `vigie.sock` (0600). A socket that a server left behind is replaced. Refuses with `control-socket-in-use` when somebody
 * listens there, `control-socket-not-ours` when the file is no socket, `control-socket-failed`, and as src/interfaces/local-socket/socket-path.ts says.
 */
export async function openControlSocket({ dataFolder, onConnection }: ControlSocketOptions): Promise<ControlSocket> {
  const path = socketPathOf(dataFolder);
  const server = createServer(onConnection);
  server.maxConnections = MOST_CONNECTIONS;
  try {
    await removeStale(path);
    const listening = once(server, "listening");
    server.listen(path.address);
    await listening;
    // Until here the folder, which is closed to others, keeps them out.
    chmodSync(path.file, 0o600);
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
