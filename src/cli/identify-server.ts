import { connect } from "node:tls";
import { Refusal } from "../model/refusal.ts";
import type { ApiAnswer, ServerApi } from "./api-client.ts";

const TLS_TIMEOUT_MS = 2_000;

/** Refuses with `no-server`, and what answers instead, unless a Vigie server answers at the URL. */
export async function identifyServer(url: URL, send: ServerApi["send"]): Promise<void> {
  const failure = await send({ method: "GET", path: "/api/health" }).then(
    (answer) => differenceOf(url, answer),
    (error: Error) => error,
  );
  if (failure === null) return;
  if (url.protocol === "http:" && (await speaksTls(url)))
    throw new Refusal("no-server", `${url.origin} speaks HTTPS: use https://${url.host}${url.pathname}`);
  throw failure;
}

/** What shows that the answer is no health of a Vigie server; null if it is one. */
function differenceOf(url: URL, { status, body }: ApiAnswer): Error | null {
  if (isHealth(body)) return null;
  const { message } = (typeof body === "object" && body !== null ? body : {}) as { readonly message?: unknown };
  const words = typeof message === "string" ? `${status}: ${message}` : `${status} and JSON of another kind`;
  return new Refusal("no-server", `What answers at ${url.origin} is not a Vigie server: it answered ${words}.`);
}

const isHealth = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "version" in body && "event_loop_delay" in body;

/** True if a TLS handshake succeeds, whatever the certificate. */
function speaksTls({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? 80 : Number(port),
      // Nothing is sent, and nothing that it says is used.
      rejectUnauthorized: false,
      timeout: TLS_TIMEOUT_MS,
    });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("secureConnect", end(true)).once("error", end(false)).once("timeout", end(false));
  });
}
