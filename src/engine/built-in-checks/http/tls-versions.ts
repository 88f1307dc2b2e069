import type { SecureVersion } from "node:tls";

/** Limits of the TLS version; without them, both sides negotiate. */
export interface TlsVersions {
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

const versions: Readonly<Record<string, SecureVersion>> = {
  "1": "TLSv1",
  "1.1": "TLSv1.1",
  "1.2": "TLSv1.2",
  "1.3": "TLSv1.3",
};

/**
 * Parses the argument of -S: '', `1.2`, or `1.2+` for that version and newer. Null if invalid; SSL 2 and 3 are too old.
 */
export function readTlsVersions(text: string): TlsVersions | "too-old" | null {
  if (text === "") return {};
  const orNewer = text.endsWith("+");
  const name = orNewer ? text.slice(0, -1) : text;
  if (name === "2" || name === "3") return orNewer ? {} : "too-old";
  const version = versions[name];
  if (version === undefined) return null;
  return orNewer ? { minVersion: version } : { minVersion: version, maxVersion: version };
}
