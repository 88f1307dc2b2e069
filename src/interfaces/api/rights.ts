import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access, Credentials } from "../../access/access.ts";
import type { Caller, Role } from "../../access/caller.ts";
import { Refusal } from "../../lib/refusal.ts";

/**
 * What a caller needs: nothing, good credentials, the API flag (contract §6.1), or a role on top of it (§6.3).
 * `role-of-downtime` is API access first, and the role of the downtime's kind once it has been looked up. `role-of-a-result` is
 * one of the roles to submit results; which of the results, is looked up later. `administrator` is what concerns the server itself.
 */
export type Right =
  | "public"
  | "authenticated"
  | "api-access"
  | "role-of-downtime"
  | "role-of-a-result"
  | "administrator"
  | Role;

/** Whether a connection came by the control socket. */
export type IsLocal = (socket: Socket) => boolean;

/** Every operation the server has, with the right it needs. A route that names none of them cannot be registered. */
export const RIGHTS = {
  health: "public",
  "openapi-document": "public",
  "docs-page": "public",
  "redirect-trailing-slash": "public",
  reload: "administrator",

  login: "public",
  logout: "authenticated",
  "open-session": "public",

  "list-hosts": "api-access",
  "get-host": "api-access",
  "list-services": "api-access",
  "list-services-of-host": "api-access",
  "get-service": "api-access",
  "list-hostgroups": "api-access",
  "list-servicegroups": "api-access",

  "list-host-acknowledgements": "api-access",
  "list-service-acknowledgements": "api-access",
  "list-host-acknowledgements-20.04": "api-access",
  "list-service-acknowledgements-20.04": "api-access",
  "add-host-acknowledgement": "host_acknowledgement",
  "add-service-acknowledgement": "service_acknowledgement",
  "add-host-acknowledgement-20.04": "host_acknowledgement",
  "add-service-acknowledgement-20.04": "service_acknowledgement",
  "add-host-acknowledgements-20.04": "host_acknowledgement",
  "add-service-acknowledgements-20.04": "service_acknowledgement",
  "cancel-host-acknowledgement": "host_disacknowledgement",
  "cancel-service-acknowledgement": "service_disacknowledgement",
  "cancel-host-acknowledgement-20.04": "host_disacknowledgement",
  "cancel-service-acknowledgement-20.04": "service_disacknowledgement",

  "list-downtimes": "api-access",
  "list-host-downtimes": "api-access",
  "list-service-downtimes": "api-access",
  "list-downtimes-of-host": "api-access",
  "list-downtimes-of-service": "api-access",
  "get-downtime": "api-access",
  "add-host-downtime": "host_schedule_downtime",
  "add-service-downtime": "service_schedule_downtime",
  "cancel-downtime": "role-of-downtime",

  "submit-host-result": "host_submit_result",
  "submit-service-result": "service_submit_result",
  "submit-results": "role-of-a-result",

  "acknowledge-host": "host_acknowledgement",
  "acknowledge-service": "service_acknowledgement",
  "list-host-decisions": "api-access",
  "list-service-decisions": "api-access",
  "simulate-decisions": "api-access",

  "list-recurring-downtimes": "api-access",
  "get-recurring-downtime": "api-access",
  "preview-recurring-downtime": "api-access",
  "add-recurring-downtime": "role-of-downtime",
  "replace-recurring-downtime": "role-of-downtime",
  "delete-recurring-downtime": "role-of-downtime",
} as const satisfies Record<string, Right>;

export type OperationId = keyof typeof RIGHTS;

declare module "fastify" {
  interface FastifyContextConfig {
    readonly operation?: OperationId;
    readonly malformedBody?: string;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/**
 * Checks every request against the table, after the route is known and the body is parsed, before the handler runs: the order of
 * contract §2.2 and §6.3. Throws at registration for a route without a declared right.
 * A connection that `isLocal` is the local administrator's, whatever its headers say; no header makes a connection local.
 */
export function enforceRights(app: FastifyInstance, access: Access, isLocal: IsLocal = () => false): void {
  app.decorateRequest("caller", null);
  app.addHook("onRoute", (route) => {
    const operation = route.config?.operation;
    if (operation === undefined || !Object.hasOwn(RIGHTS, operation)) {
      throw new Error(`${String(route.method)} ${route.url} declares no right`);
    }
  });
  app.addHook("preHandler", async (request) => {
    const operation = request.routeOptions.config.operation;
    if (operation === undefined) throw new Error("A request reached a route without a right");
    request.caller = await permit(RIGHTS[operation], request, access, isLocal);
  });
}

/** The caller of an operation that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.url} is handled without a caller`);
  return request.caller;
}

/** Refuses with `role-missing`. */
export function requireRole(caller: Caller, role: Role): void {
  if (!caller.hasRole(role)) throw new Refusal("role-missing", `The contact ${caller.alias} has no ${role} right`);
}

/** The token header alone when there is one, else the cookie of a web session (contract §2.3). */
export function credentialsOf(request: FastifyRequest): Credentials {
  const token = request.headers["x-auth-token"];
  if (token !== undefined) return { token: String(token), sessionId: undefined };
  const cookies = request.headers.cookie;
  return {
    token: undefined,
    sessionId: cookies === undefined ? undefined : request.server.parseCookie(cookies)["PHPSESSID"],
  };
}

async function permit(right: Right, request: FastifyRequest, access: Access, isLocal: IsLocal): Promise<Caller | null> {
  if (right === "public") return null;
  const caller = await (isLocal(request.raw.socket)
    ? access.localAdministrator()
    : access.authenticate(credentialsOf(request)));
  if (right === "authenticated") return caller;
  if (!access.mayUseApi(caller)) throw new Refusal("no-api-access", `The contact ${caller.alias} may not use the API`);
  if (right === "administrator") return requireAdministrator(caller);
  if (right === "role-of-a-result") return requireRoleOfResult(caller);
  if (right !== "api-access" && right !== "role-of-downtime") requireRole(caller, right);
  return caller;
}

function requireRoleOfResult(caller: Caller): Caller {
  if (!caller.hasRole("host_submit_result")) requireRole(caller, "service_submit_result");
  return caller;
}

function requireAdministrator(caller: Caller): Caller {
  if (!caller.isAdmin) throw new Refusal("administrators-only", `The contact ${caller.alias} is no administrator`);
  return caller;
}
