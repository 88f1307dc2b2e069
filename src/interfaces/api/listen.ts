import { once } from "node:events";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { Server as HttpsServer } from "node:https";
import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../model/refusal.ts";

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "this user may not (ports below 1024 are for root)",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "the name is not known",
};

/**
 * Connections that wait to be accepted; the system may allow fewer. Beyond them the system drops connections, and a client
 * tries again only a second later: a burst of others would make everybody late.
 */
const BACKLOG = 4_096;

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Elsewhere it is an error, or the newest one gets all connections. */
const CAN_SHARE = process.platform === "linux";

/** Address of this process, for one API after the other. */
export interface SharedAddress {
  /**
   * Listens beside the API before, which gives its new connections to this one and is to be closed then: no connection
   * is refused, or closed before its first request. Refuses like `listen`.
   */
  listen(app: FastifyInstance): Promise<string>;
}

/** A client sends its request right after it has connected. */
const FIRST_REQUEST_MS = 100;

export function shareAddress({ host, port }: ListenAddress): SharedAddress {
  let former: { readonly server: FastifyInstance["server"]; readonly port: number } | null = null;
  return {
    async listen(app) {
      // What shares its address is not told that another program does so, too.
      if (former === null && port !== 0) await refuseTaken({ host, port });
      const url = await listen(app, { host, port: former?.port ?? port }, { isShared: true });
      if (former !== null) {
        former.server.removeAllListeners("connection");
        former.server.on("connection", (socket) => app.server.emit("connection", socket));
        await wait(FIRST_REQUEST_MS);
        // What waited to be accepted has been, in this turn.
        await nextTurn();
      }
      former = { server: app.server, port: Number(new URL(url).port) || port };
      return url;
    },
  };
}

/**
 * Listens and resolves with the address as a URL. `localhost` is 127.0.0.1 and, where the machine has it, ::1. Refuses
 * with `cannot-listen`, giving the reason and a remedy.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: ListenAddress,
  { isShared = false }: { readonly isShared?: boolean } = {},
): Promise<string> {
  const sharing = isShared && CAN_SHARE ? { reusePort: true } : {};
  try {
    const address = await app.listen({
      host: host === "localhost" ? "127.0.0.1" : host,
      port,
      backlog: BACKLOG,
      ...sharing,
    });
    if (host === "localhost") await listenOnLoopbackOfIpv6(app, { port: Number(new URL(address).port), ...sharing });
    // Fastify does not know that the server it was given speaks TLS.
    return (app.server as object) instanceof HttpsServer ? address.replace(/^http:/, "https:") : address;
  } catch (error) {
    throw refusalOf(error, { host, port });
  }
}

function refusalOf(error: unknown, { host, port }: ListenAddress): unknown {
  const reason = error instanceof Error && "code" in error ? REASONS[String(error.code)] : undefined;
  if (reason === undefined) return error;
  return new Refusal(
    "cannot-listen",
    `Cannot listen on ${host}:${port}: ${reason}. Choose another address with --listen HOST:PORT or VIGIE_LISTEN.`,
  );
}

async function refuseTaken(at: ListenAddress): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ ...at, host: at.host === "localhost" ? "127.0.0.1" : at.host });
    await once(probe, "listening");
  } catch (error) {
    throw refusalOf(error, at);
  }
  probe.close();
  await once(probe, "close");
}

/** Fastify would bind the second address by a server without the limits of the first one. */
async function listenOnLoopbackOfIpv6(
  app: FastifyInstance,
  at: { readonly port: number; readonly reusePort?: boolean },
): Promise<void> {
  const second = createServer((socket) => app.server.emit("connection", socket));
  app.server.once("close", () => second.close());
  await new Promise<void>((settled) => {
    second.once("listening", settled).once("error", () => settled());
    second.listen({ host: "::1", ...at, backlog: BACKLOG });
  });
}
