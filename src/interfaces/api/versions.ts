import type { FastifyRequest } from "fastify";

/** Release of Centreon in a version token, without the `v`. */
export type Release = `${number}.${number}`;

/** Incompatible shapes that depend on the version token. Everything else is the same in all versions. */
export interface ApiVersion {
  /**
   * Last hard state of a host: the time it was reached, or the state code (contract §7.1, note on `last_hard_state`).
   */
  readonly lastHardState: "date" | "code";
  /** HTTP status for an invalid token or session (contract §2.2). Clients of 22.04 and later log in again on 401. */
  readonly badTokenStatus: 403 | 401;
  /** Hides `command_line` from accounts without the role `service_display_command` (later versions §1.2). */
  readonly hidesCommandLine: boolean;
}

declare module "fastify" {
  interface FastifyRequest {
    apiVersion: ApiVersion | null;
  }
}

/** Latest version number, in the `Api-Version` header of every response (contract §1.3). */
export const API_VERSION = "2.0";

interface Family {
  readonly since: Release;
  /** First release that no longer belongs to the family. */
  readonly until?: Release;
  readonly shapes: ApiVersion;
}

const ORIGINAL: Family = {
  since: "2.0",
  until: "2.2",
  shapes: { lastHardState: "date", badTokenStatus: 403, hidesCommandLine: false },
};
/** All versions the server supports (later versions §1.2). */
const FAMILIES: readonly Family[] = [
  ORIGINAL,
  { since: "20.04", until: "22.04", shapes: { lastHardState: "code", badTokenStatus: 403, hidesCommandLine: false } },
  { since: "22.04", shapes: { lastHardState: "code", badTokenStatus: 401, hidesCommandLine: true } },
];

/**
 * Parses the version token of a URL (contract §1.2): `latest`, `beta`, `v2`, `v2.0`, `v2.1`, and `v20.04` or above.
 * Parts after the second number are ignored. Undefined for any other token, which is then a routing error.
 */
export function readVersion(token: string): ApiVersion | undefined {
  if (token === "latest" || token === "beta") return ORIGINAL.shapes;
  const match = /^v(\d{1,4})(?:\.(\d{1,4})(?:\.\d{1,9})*)?$/.exec(token);
  if (match === null) return undefined;
  const rank = rankOf(match[1]!, match[2]);
  return RANKS.find(({ since, until }) => rank >= since && rank < until)?.shapes;
}

/** Shapes for a request. Paths without a version have the original ones. */
export const versionOf = (request: FastifyRequest): ApiVersion => request.apiVersion ?? ORIGINAL.shapes;

/** Recognises Vigie's own paths, below `/api` and without a version. */
export const isVigieApi = ({ apiVersion, url }: FastifyRequest): boolean =>
  apiVersion === null && (url.startsWith("/api/") || url.startsWith("/metrics"));

/** Rank that orders releases; both numbers have at most four digits. */
const rankOf = (major: string, minor = "0"): number => Number(major) * 10_000 + Number(minor);

const rankOfRelease = (release: Release): number => rankOf(...(release.split(".") as [string, string]));

const RANKS = FAMILIES.map(({ since, until, shapes }) => ({
  since: rankOfRelease(since),
  until: until === undefined ? Infinity : rankOfRelease(until),
  shapes,
}));
