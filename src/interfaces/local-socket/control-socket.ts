import { once } from "node:events";
import { chmodSync, type Stats } from "node:fs";
import { lstat, unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Log } from "../../lib/log.ts";
import { giveToOwnerOf } from "../../lib/owner.ts";
import { Refusal } from "../../model/refusal.ts";
import { socketPathOf, type SocketPath } from "./socket-path.ts";

/** Local socket of the API in the data folder. Only the server's user and root can open it. */
export interface ControlSocket {
  /** Stops accepting connections and removes the file. The API closes open connections. */
  stop(): Promise<void>;
}

export interface ControlSocketOptions {
  readonly dataFolder: string;
  /** Receives every connection; the permissions of the file have authenticated it. */
  readonly onConnection: (socket: Socket) => void;
  readonly log: Log;
}

// Each CLI command holds one connection while it runs.
const MAX_CONNECTIONS = 64;
const LOOK_EACH_MS = 2_000;

/**
 * Listens on `vigie.sock` (mode 0600); replaces a stale socket of a killed server. One that is deleted or replaced is
 * made again. Refuses with `control-socket-in-use` if another process listens there, `control-socket-not-ours` if the
 * file is not a socket, `control-socket-failed`, and the code of `socketPathOf`.
 */
export async function openControlSocket({
  dataFolder,
  onConnection,
  log,
}: ControlSocketOptions): Promise<ControlSocket> {
  const path = socketPathOf(dataFolder);
  let isStopped = false;
  let reason: string | null = null;
  let current: Server;
  let identity: string | null = null;

  const listen = async (): Promise<void> => {
    const server = createServer(onConnection);
    server.maxConnections = MAX_CONNECTIONS;
    try {
      const listening = once(server, "listening");
      server.listen(path.address);
      await listening;
      // Until the mode is set, the permissions of the folder keep other users out.
      chmodSync(path.file, 0o600);
      giveToOwnerOf(dataFolder, path.file);
    } catch (error) {
      server.close();
      throw error;
    }
    current = server;
    identity = await identityOf(path.file);
    if (isStopped) server.close();
  };

  const look = async (): Promise<void> => {
    try {
      if ((await identityOf(path.file)) === identity) {
        reason = null;
        return;
      }
      await removeStale(path);
      if (isStopped) return;
      // Its connections stay. This would remove the file of the next one.
      current.close();
      await listen();
      reason = null;
      log.warn({ path: path.file }, "the control socket was deleted or replaced; it has been made again");
    } catch (error) {
      const refusal = refusalOf(error, path);
      if (refusal.message !== reason)
        log.error({ code: refusal.code }, `the control socket is not there any more: ${refusal.message}`);
      reason = refusal.message;
    }
  };

  try {
    await removeStale(path);
    await listen();
  } catch (error) {
    path.release();
    throw refusalOf(error, path);
  }
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, LOOK_EACH_MS).unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      const found = await identityOf(path.file).catch(() => "unknown");
      // The file of another process stays.
      if (found === identity) current.close();
      else current.unref();
      path.release();
    },
  };
}

function refusalOf(error: unknown, { file }: SocketPath): Refusal {
  return error instanceof Refusal
    ? error
    : new Refusal("control-socket-failed", `The control socket ${file} cannot be used: ${(error as Error).message}`);
}

/** Null if there is no file. The system's error if it cannot be looked at. */
async function identityOf(path: string): Promise<string | null> {
  const found = await statsOf(path);
  return found && `${found.dev} ${found.ino}`;
}

// Not lstatSync: a file system that does not answer would hold the whole server.
async function statsOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function removeStale({ file, address }: SocketPath): Promise<void> {
  const found = await statsOf(file);
  if (found === null) return;
  if (!found.isSocket()) throw new Refusal("control-socket-not-ours", `${file} is there and is no socket: remove it.`);
  if (await isListenedTo(address))
    throw new Refusal("control-socket-in-use", `Another process listens on the control socket ${file}.`);
  await unlink(file);
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
