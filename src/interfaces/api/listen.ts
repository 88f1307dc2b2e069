import { Server as HttpsServer } from "node:https";
import type { Server } from "node:http";
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

/**
 * Listens and resolves with the address as a URL. `localhost` is 127.0.0.1 and, where the machine has it, ::1. Refuses
 * with `cannot-listen`, giving the reason and a remedy.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: ListenAddress,
  answering: () => Server = () => app.server,
): Promise<string> {
  try {
    const address = await app.listen({ host: host === "localhost" ? "127.0.0.1" : host, port, backlog: BACKLOG });
    if (host === "localhost") await listenOnLoopbackOfIpv6(answering, Number(new URL(address).port));
    // Fastify does not know that the server it was given speaks TLS.
    return (app.server as object) instanceof HttpsServer ? address.replace(/^http:/, "https:") : address;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? REASONS[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new Refusal(
      "cannot-listen",
      `Cannot listen on ${host}:${port}: ${reason}. Choose another address with --listen HOST:PORT or VIGIE_LISTEN.`,
    );
  }
}

/** Fastify would bind the second address by a server without the limits of the first one. */
async function listenOnLoopbackOfIpv6(answering: () => Server, port: number): Promise<void> {
  const second = createServer((socket) => answering().emit("connection", socket));
  const closeWith = (server: Server): void => {
    server.once("close", () => {
      if (answering() === server) second.close();
      else closeWith(answering());
    });
  };
  closeWith(answering());
  await new Promise<void>((settled) => {
    second.once("listening", settled).once("error", () => settled());
    second.listen({ host: "::1", port, backlog: BACKLOG });
  });
}
