import { request } from "node:http";
import type { Connection } from "../config/settings/read-connection.ts";
import { Refusal } from "../model/refusal.ts";
import { serverApi, type ServerApi } from "./api-client.ts";
import { exchange } from "./http-request.ts";

/** API of a server over HTTP or HTTPS, as the account of the token. Refuses with `no-server`. */
export function remoteApi({ url, token }: Connection): ServerApi {
  const prefix = url.pathname.replace(/\/$/, "");
  return serverApi(async (wanted) => {
    const start = url.protocol === "https:" ? (await import("node:https")).request : request;
    const { hostname, port, protocol } = url;
    try {
      return await exchange(
        start,
        { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port, headers: { "x-auth-token": token } },
        { ...wanted, path: prefix + wanted.path },
      );
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new Refusal("no-server", `What answers at ${url.origin} is not Vigie: it did not answer with JSON.`);
      throw new Refusal("no-server", `No server can be reached at ${url.origin}: ${(error as Error).message}`);
    }
  });
}
