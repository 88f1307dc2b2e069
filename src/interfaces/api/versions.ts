import type { FastifyRequest } from "fastify";
import type { Settings } from "../../config/settings/settings.ts";

/** Release of Centreon in a version token, without the `v`. */
export type Release = `${number}.${number}`;

/**
 * Incompatible shapes, one member for each row of later versions §1.2. Everything else is the same in all versions:
 * answers have the members of all of them.
 */
export interface ApiVersion {
  /** Value of the header `Api-Version`. */
  readonly apiVersion: "2.0" | "24.10";
  /** Status of an invalid token or session: clients of 22.04 and later log in again on 401. */
  readonly badTokenStatus: 403 | 401;
  /** Address in the message for an unknown path or method: its path, or with scheme and host. */
  readonly routingErrors: "path" | "url";
  /** `code` of an error: the status, or the name of the refusal (docs/errors.md). */
  readonly errorCode: "status" | "name";
  /** Words of other errors, where they differ. */
  readonly words: "original" | "later";
  /** Answer if a role is missing for one object. */
  readonly missingRole: "401-empty" | "403";
  /** Answer to a missing object on the routes of the original contract; everywhere else it has a message. */
  readonly missingObject: "empty" | "message";
  readonly serviceCheckAttempt: "number" | "text";
  /**
   * Last hard state of a host: the time it was reached, or the state code (contract §7.1, note on `last_hard_state`).
   */
  readonly lastHardState: "date" | "code";
  /** The zone of a host is as the object file has it, usually with a colon before it; else without. */
  readonly hasColonInTimezone: boolean;
  /** Id of the service of a host's record in a list of both, and of an author without an account. */
  readonly noId: null | 0;
  /** Members of the answers on the routes of the original contract: its own, or those of all later releases as well. */
  readonly fields: "original" | "all";
  readonly unknownDowntimeField: "ignored" | "refused";
  /** A downtime with the services of a host leaves them out without the role on services (contract §6.3; later versions §3.4). */
  readonly servicesNeedRole: boolean;
  /** Words of mistakes in a body: `Error on 'x': …`, or `[x] …` (later versions §3.3). */
  readonly bodyMistakes: "error-on" | "brackets";
  /** `limit` and `page` that are no integer. */
  readonly unreadablePage: "zero" | "refused";
  /** NULLs are last in both directions; else first in ascending order (contract §4.5; later versions §3.2). */
  readonly areNullsLast: boolean;
  /** Hides `command_line` from accounts without the role `service_display_command`. */
  readonly hidesCommandLine: boolean;
  /** `meta` of acknowledgements, downtimes and servers has a copy in `meta.pagination`. */
  readonly hasPagination: boolean;
  /** Status of an answer to a bulk change of the configuration. */
  readonly bulkStatus: 200 | 207;
}

declare module "fastify" {
  interface FastifyRequest {
    apiVersion: ApiVersion | null;
  }
}

const S: ApiVersion = {
  apiVersion: "2.0",
  badTokenStatus: 403,
  routingErrors: "path",
  errorCode: "status",
  words: "original",
  missingRole: "401-empty",
  missingObject: "empty",
  serviceCheckAttempt: "number",
  lastHardState: "date",
  hasColonInTimezone: true,
  noId: null,
  fields: "original",
  unknownDowntimeField: "ignored",
  servicesNeedRole: false,
  bodyMistakes: "error-on",
  unreadablePage: "zero",
  areNullsLast: false,
  hidesCommandLine: false,
  hasPagination: false,
  bulkStatus: 200,
};
const A: ApiVersion = {
  ...S,
  apiVersion: "24.10",
  routingErrors: "url",
  words: "later",
  missingObject: "message",
  serviceCheckAttempt: "text",
  lastHardState: "code",
  hasColonInTimezone: false,
  fields: "all",
  unknownDowntimeField: "refused",
  servicesNeedRole: true,
  bodyMistakes: "brackets",
  unreadablePage: "refused",
  areNullsLast: true,
  hasPagination: true,
};
const B: ApiVersion = { ...A, hasPagination: false };
const C: ApiVersion = { ...B, badTokenStatus: 401, missingRole: "403", noId: 0, hidesCommandLine: true };
/** Latest shapes. Until 24.10 they differ from C in nothing that is not the same under every token. */
const N: ApiVersion = C;

/** Shapes of Vigie's own paths. */
const OWN: ApiVersion = { ...N, routingErrors: "path", errorCode: "name" };

/** The original shapes: of the tokens of 19.10, and of addresses without a version. */
export const ORIGINAL: ApiVersion = S;

interface Family {
  readonly since: Release;
  /** First release that no longer belongs to the family. */
  readonly until: Release | null;
  readonly shapes: ApiVersion;
}

/** Families of version tokens (later versions §1.1). */
const FAMILIES: readonly Family[] = [
  { since: "2.0", until: "2.2", shapes: S },
  { since: "20.04", until: "21.10", shapes: A },
  { since: "21.10", until: "22.04", shapes: B },
  { since: "22.04", until: "23.10", shapes: C },
  { since: "23.10", until: "24.11", shapes: N },
  { since: "24.11", until: null, shapes: { ...N, bulkStatus: 207 } },
];

/**
 * Parses the version token of a URL (later versions §1.1): `latest`, `beta`, `v2`, `v2.0`, `v2.1`, `2.1`, and `v20.04`
 * or above. Parts after the second number are ignored. Undefined for any other token, which is then a routing error.
 */
export function readVersion(token: string, latest: Settings["latestApi"]): ApiVersion | undefined {
  if (token === "latest") return latest === "19.10" ? S : N;
  if (token === "beta" || token === "2.1") return S;
  const match = /^v(\d{1,4})(?:\.(\d{1,4})(?:\.\d{1,9})*)?$/.exec(token);
  if (match === null) return undefined;
  const rank = rankOf(match[1]!, match[2]);
  return RANKS.find(({ since, until }) => rank >= since && rank < until)?.shapes;
}

/** Shapes for a request. Without a version: on paths of Vigie alone its own, on others the original ones. */
export const versionOf = (request: FastifyRequest): ApiVersion =>
  request.apiVersion ?? (isVigieApi(request) ? OWN : ORIGINAL);

/** Shapes on the routes that are not in the original contract: under its tokens those of the latest (§1.1). */
export function laterVersionOf(request: FastifyRequest): ApiVersion {
  const version = versionOf(request);
  return version === S ? N : version;
}

/** Recognises Vigie's own paths, below `/api` and without a version, also one that does not exist (`v0.1`). */
export const isVigieApi = ({ apiVersion, url }: FastifyRequest): boolean =>
  apiVersion === null && (/^\/api\/(?!v?\d[\d.]*\/)/.test(url) || url.startsWith("/metrics"));

/** Rank that orders releases; both numbers have at most four digits. */
const rankOf = (major: string, minor = "0"): number => Number(major) * 10_000 + Number(minor);

const rankOfRelease = (release: Release): number => rankOf(...(release.split(".") as [string, string]));

const RANKS = FAMILIES.map(({ since, until, shapes }) => ({
  since: rankOfRelease(since),
  until: until === null ? Infinity : rankOfRelease(until),
  shapes,
}));
