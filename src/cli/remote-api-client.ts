import { request, type OutgoingHttpHeaders } from "node:http";
import type { Connection } from "../config/settings/read-connection.ts";
import { Refusal } from "../model/refusal.ts";
import { serverApi, type ApiAnswer, type ApiRequest, type ServerApi } from "./api-client.ts";
import { AnswerWithoutJson, exchange } from "./http-request.ts";
import { identifyServer } from "./identify-server.ts";

/**
 * API of a server over HTTP or HTTPS, as the account of the token. Refuses with `no-server`, also if something else than
 * Vigie answers.
 */
export function remoteApi({ url, token }: Connection): ServerApi {
  const prefix = url.pathname.replace(/\/$/, "");
  const { hostname, port, protocol } = url;
  const send = async (wanted: ApiRequest, headers: OutgoingHttpHeaders): Promise<ApiAnswer> => {
    const start = protocol === "https:" ? (await import("node:https")).request : request;
    try {
      return await exchange(
        start,
        { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port, headers },
        { ...wanted, path: prefix + wanted.path },
      );
    } catch (error) {
      if (error instanceof AnswerWithoutJson)
        throw new Refusal("no-server", `What answers at ${url.origin} is not a Vigie server: ${error.message}.`);
      throw new Refusal("no-server", `No server can be reached at ${url.origin}: ${reasonOf(error as Error)}`);
    }
  };
  let identified: Promise<void> | undefined;
  return serverApi(async (wanted) => {
    // Before anything else gets the token.
    await (identified ??= identifyServer(url, (health) => send(health, {})));
    return send(wanted, { "x-auth-token": token });
  });
}

/** Without the inner words of the TLS library. */
const reasonOf = ({ message }: Error): string =>
  /wrong version number|packet length too long/.test(message) ? "it does not speak HTTPS" : message;
