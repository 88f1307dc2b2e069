import { isIP, type Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access, Credentials } from "../../access/access.ts";
import type { Caller, Role } from "../../access/caller.ts";
import type { Settings } from "../../config/settings/settings.ts";
import type { Actor } from "../../operations/audit/actor.ts";
import { Refusal } from "../../model/refusal.ts";
import { needsNoToken } from "./exposition/needs-no-token.ts";
import type { Operation, Right } from "./operation.ts";
import { needsToken, oldTokenOf } from "./old-api/call.ts";
import type { WallScreen } from "../../model/account.ts";
import { textsIn } from "./query-parameters.ts";
import { isOfOwnPages } from "./own-pages.ts";
import { BODY_LIMITS } from "./request-body.ts";
import { sessionIdOf, type SessionCookie } from "./session-cookie.ts";

/** Predicate for connections that came through the control socket. */
export type IsLocal = (socket: Socket) => boolean;

declare module "fastify" {
  interface FastifyContextConfig {
    readonly operation?: Operation;
  }
  interface FastifyRequest {
    caller: Caller | null;
    /** Came through the control socket. */
    isLocal: boolean;
  }
}

/**
 * Checks every request against the right of its operation, after routing and body parsing and before the handler: the
 * order of contract §2.2 and §6.3. Large bodies are parsed afterwards. Throws at registration for a route that is not
 * in `operations`, as it would have no right. A connection that `isLocal` accepts belongs to the local administrator
 * regardless of its headers; no header makes a connection local.
 */
export function enforceRights(
  app: FastifyInstance,
  operations: readonly Operation[],
  access: Access,
  isLocal: IsLocal = () => false,
  metricsAccess: Settings["metricsAccess"] = "local",
): void {
  const known: ReadonlySet<unknown> = new Set(operations);
  app.decorateRequest("caller", null);
  app.decorateRequest("isLocal", false);
  /** Without a promise where nothing has to be waited for: most requests. */
  const permitCaller = (request: FastifyRequest, done: (error?: Error) => void): void => {
    try {
      const { operation } = request.routeOptions.config;
      if (operation === undefined) throw new Error("A request reached a route without a right");
      request.isLocal = isLocal(request.raw.socket) || request.hop?.isLocal === true;
      if (isForEverybody(operation, request) || request.caller !== null) return done();
      const identified = identify(operation.right, request, access);
      if (!(identified instanceof Promise)) permitAs(operation, request, identified);
      else return void identified.then((caller) => permitAs(operation, request, caller)).then(() => done(), done);
    } catch (error) {
      return done(error as Error);
    }
    done();
  };
  const isForEverybody = ({ right }: Operation, request: FastifyRequest): boolean =>
    right === "public" ||
    (right === "server-metrics" && needsNoToken(request, metricsAccess)) ||
    (right === "old-api" && !needsToken(request));
  const permitAs = (operation: Operation, request: FastifyRequest, caller: Caller): void => {
    // Known also to the log of a refusal.
    request.caller = caller;
    if (caller.wall !== undefined) requireWallView(operation, request, caller.wall);
    requireRight(operation.right as Exclude<Right, "public">, caller, access);
  };
  app.addHook("onRoute", (route) => {
    const operation = route.config?.operation;
    if (!known.has(operation)) throw new Error(`${String(route.method)} ${route.url} declares no right`);
    // A large body of somebody without the right would only take memory: it is refused before it is read.
    if (operation?.body?.isLarge === true)
      route.preParsing = (request, _reply, payload, proceed) => {
        if (!isLargeBody(request)) return proceed(null, payload);
        if (operation.right === "old-api" && !needsToken(request)) return proceed(tooLarge());
        permitCaller(request, (error) => proceed(error ?? null, payload));
      };
  });
  app.addHook("preHandler", (request, _reply, done) => permitCaller(request, done));
}

const tooLarge = (): Refusal =>
  new Refusal("body-too-large", `A login has a Content-Length of at most ${BODY_LIMITS.small} bytes`);

const isLargeBody = ({ headers }: FastifyRequest): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > BODY_LIMITS.small;

/** Caller of an operation that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.url} is handled without a caller`);
  return request.caller;
}

/**
 * Caller as the actor of an operation. A trusted proxy may forward any text as the address, so only an IP address is
 * used.
 */
export function actorOf(request: FastifyRequest): Actor {
  const { alias: name } = callerOf(request);
  return request.isLocal
    ? { name, source: "cli", address: null }
    : { name, source: isOfConsole(request) ? "console" : "api", address: isIP(request.ip) === 0 ? null : request.ip };
}

/** Whether the web session of the console is what counts in a request. */
function isOfConsole(request: FastifyRequest): boolean {
  const { sessionId } = credentialsOf(request);
  return sessionId !== undefined && sessionId === sessionIdOf(request, "console");
}

/** Refuses with `role-missing` if the caller lacks the role. */
export function requireRole(caller: Caller, role: Role): void {
  if (!caller.hasRole(role))
    throw new Refusal("role-missing", `The contact ${caller.alias} has no ${role} right`, {
      params: { contact: caller.alias, role },
    });
}

/** Credentials: only the token header if there is one, otherwise the cookie of a web session (contract §2.3). */
export function credentialsOf(request: FastifyRequest): Credentials {
  const token = request.headers["x-auth-token"] ?? bearerOf(request);
  return token === undefined ? sessionOf(request) : { token: String(token), sessionId: undefined };
}

/** Token as Prometheus and Grafana send it; not for the operations of the contract, which do not know it. */
function bearerOf({ headers, routeOptions }: FastifyRequest): string | undefined {
  const surface = routeOptions.config.operation?.surface;
  if (surface !== "root" && surface !== "vigie") return undefined;
  return /^Bearer +(.+)$/i.exec(headers.authorization ?? "")?.[1];
}

/**
 * The web session of a request alone, of one cookie or of both, the console's first. It counts only for pages of this
 * server (contract §1.4).
 */
export const sessionOf = (request: FastifyRequest, of?: SessionCookie): Credentials => ({
  token: undefined,
  sessionId: isOfOwnPages(request)
    ? of === undefined
      ? (sessionIdOf(request, "console") ?? sessionIdOf(request, "web"))
      : sessionIdOf(request, of)
    : undefined,
});

function identify(right: Right, request: FastifyRequest, access: Access): Caller | Promise<Caller> {
  if (right === "old-api") return access.authenticate({ token: oldTokenOf(request), sessionId: undefined });
  if (right === "web-session") return access.authenticate(sessionOf(request, "web"));
  if (right === "console-session") return access.authenticate(consoleSessionOf(request));
  return request.isLocal ? access.localAdministrator() : access.authenticate(credentialsOf(request));
}

/** Refuses a request without one like one whose session has ended: to sign in is what helps. */
function consoleSessionOf(request: FastifyRequest): Credentials {
  const credentials = sessionOf(request, "console");
  if (credentials.sessionId === undefined) throw new Refusal("unknown-session", "Session not found");
  return credentials;
}

function requireRight(right: Exclude<Right, "public">, caller: Caller, access: Access): void {
  if (right === "authenticated" || right === "signed-in" || right === "web-session") return;
  if (!access.mayUseApi(caller)) throw new Refusal("no-api-access", `The contact ${caller.alias} may not use the API`);
  if (right === "administrator") return requireAdministrator(caller);
  if (typeof right !== "string") return requireOneRole(caller, right);
  if (!NEED_NO_ROLE.has(right)) requireRole(caller, right as Role);
}

const NEED_NO_ROLE: ReadonlySet<Right> = new Set([
  "api-access",
  "console-session",
  "role-of-downtime",
  "server-metrics",
  "old-api",
]);

function requireOneRole(caller: Caller, allowed: readonly [Role, ...Role[]]): void {
  if (!allowed.some((role) => caller.hasRole(role))) requireRole(caller, allowed[0]);
}

/** Keeps a wall screen to its view. */
function requireWallView({ forWalls }: Operation, request: FastifyRequest, { view }: WallScreen): void {
  if (forWalls === "always") return;
  if (forWalls === "own-view") {
    const given = textsIn(request, "q");
    if (given.length === 1 && given[0] === view.q) return;
  }
  throw new Refusal("wall-only", `A wall screen reads its own view only: q=${view.q}`);
}

function requireAdministrator(caller: Caller): void {
  if (!caller.isAdmin)
    throw new Refusal("administrators-only", `The contact ${caller.alias} is no administrator`, {
      params: { contact: caller.alias },
    });
}
