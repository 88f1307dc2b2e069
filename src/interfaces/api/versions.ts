import type { FastifyRequest } from "fastify";

/** The incompatible shapes a version token chooses between; everything else is served alike. */
export interface ApiVersion {
  /** A host's last hard state as the instant it was reached, or as the state code (contract §7.1, note on `last_hard_state`). */
  readonly lastHardState: "date" | "code";
  /** HTTP status for a token or session that is not good (contract §2.2): clients of 22.04 and later log in again on 401. */
  readonly badTokenStatus: 403 | 401;
}

declare module "fastify" {
  interface FastifyRequest {
    apiVersion: ApiVersion | null;
  }
}

/** The latest version number, in the `Api-Version` header of every response (contract §1.3). */
export const API_VERSION = "2.0";

/**
 * Reads the version token of a URL (contract §1.2): `latest`, `beta`, `v2`, `v2.0`, `v2.1`, and `v20.04` or above. Parts after the second
 * number are dropped. Undefined for every other token, which is then a routing error.
 */
export function readVersion(token: string): ApiVersion | undefined {
  if (token === "latest" || token === "beta") return ORIGINAL;
  const match = /^v(\d{1,4})(?:\.(\d{1,4})(?:\.\d{1,9})*)?$/.exec(token);
  if (match === null) return undefined;
  const major = Number(match[1]);
  const minor = Number(match[2] ?? 0);
  if (major === 2) return minor <= 1 ? ORIGINAL : undefined;
  if (isBefore(major, minor, 20, 4)) return undefined;
  return isBefore(major, minor, 22, 4) ? FROM_20_04 : FROM_22_04;
}

const ORIGINAL: ApiVersion = Object.freeze({ lastHardState: "date", badTokenStatus: 403 });
const FROM_20_04: ApiVersion = Object.freeze({ lastHardState: "code", badTokenStatus: 403 });
const FROM_22_04: ApiVersion = Object.freeze({ lastHardState: "code", badTokenStatus: 401 });

/** The shapes for a request; those outside the versioned paths get the original ones. */
export const versionOf = (request: FastifyRequest): ApiVersion => request.apiVersion ?? ORIGINAL;

/** One of our own paths, below `/api` and without a version. */
export const isVigieApi = ({ apiVersion, url }: FastifyRequest): boolean =>
  apiVersion === null && url.startsWith("/api/");

function isBefore(major: number, minor: number, otherMajor: number, otherMinor: number): boolean {
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
