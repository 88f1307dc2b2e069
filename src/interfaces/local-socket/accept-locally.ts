import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../../lib/log.ts";
import { openControlSocket, type ControlSocket } from "./control-socket.ts";

export interface LocalDoorOptions {
  /** Server of the API that answers at present. */
  readonly server: () => Server;
  /** It speaks TLS to others. */
  readonly isSecure: boolean;
  /** Gets each connection that came this way. */
  readonly local: WeakSet<Socket>;
  readonly dataFolder: string;
  readonly log: Log;
}

/** Lets programs of this machine in, over the control socket of the data folder. Refuses like `openControlSocket`. */
export const acceptLocally = ({ server, isSecure, local, dataFolder, log }: LocalDoorOptions): Promise<ControlSocket> =>
  openControlSocket({
    dataFolder,
    log,
    onConnection(socket) {
      local.add(socket);
      // Without TLS in any case: for a server of HTTPS, "connection" would begin a handshake.
      server().emit(isSecure ? "secureConnection" : "connection", socket);
    },
  });
