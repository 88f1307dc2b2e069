import type { FastifyInstance } from "fastify";
import { Refusal } from "../../model/refusal.ts";

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "this user may not (ports below 1024 are for root)",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "the name is not known",
};

/** Listens and resolves with the address as a URL. Refuses with `cannot-listen`, giving the reason and a remedy. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? REASONS[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new Refusal(
      "cannot-listen",
      `Cannot listen on ${host}:${port}: ${reason}. Choose another address with --listen HOST:PORT or VIGIE_LISTEN.`,
    );
  }
}
