import type { FastifyRequest } from "fastify";
import { textIn } from "../query-parameters.ts";

/** What is there of the old API of Centreon (`/centreon/api/index.php`). */
export type OldCall = "authenticate" | "hosts" | "services" | "submit";

const LISTS: Readonly<Record<string, OldCall>> = {
  centreon_realtime_hosts: "hosts",
  centreon_realtime_services: "services",
};

/** What a request asks for, by its method and `action` and `object` in the query; undefined for anything else. */
export function oldCallOf(request: FastifyRequest): OldCall | undefined {
  const action = textIn(request, "action");
  const object = textIn(request, "object") ?? "";
  if (action === "list") return Object.hasOwn(LISTS, object) ? LISTS[object] : undefined;
  if (request.method !== "POST") return undefined;
  if (action === "authenticate") return "authenticate";
  return action === "submit" && object === "centreon_submit_results" ? "submit" : undefined;
}

/** False for the login, and for what is not there. */
export const needsToken = (request: FastifyRequest): boolean => {
  const call = oldCallOf(request);
  return call !== undefined && call !== "authenticate";
};

/** Token of a request; never the cookie of a web session. */
export const oldTokenOf = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers["centreon-auth-token"] ?? headers["x-auth-token"];
  return token === undefined ? undefined : String(token);
};
