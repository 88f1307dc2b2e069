import { unwatchFile, watchFile } from "node:fs";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { readTlsFiles, type TlsFiles, type TlsPaths } from "./tls-files.ts";

export interface CertificateWatchOptions {
  readonly paths: TlsPaths;
  readonly log: Log;
  /** Uses other files for new connections. */
  readonly replace: (files: TlsFiles) => void;
  /** Default: five seconds. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 5_000;

/**
 * Reads certificate and key again when one of the files changes, also through a symbolic link. Files that do not fit
 * together, as in the middle of a renewal, change nothing: the previous ones stay in use. Returns what stops it.
 */
export function watchCertificate({
  paths,
  log,
  replace,
  intervalMs = INTERVAL_MS,
}: CertificateWatchOptions): () => void {
  const files = [...new Set(Object.values(paths))];
  const changed = (): void => {
    try {
      const read = readTlsFiles(paths);
      replace(read);
      log.info({ validUntil: read.validUntil }, "the certificate was replaced");
      warnOfExpiry(read, log);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.error({ reason: error.message }, "the changed certificate cannot be used; the previous one stays in use");
    }
  };
  for (const file of files) watchFile(file, { interval: intervalMs, persistent: false }, changed);
  return () => {
    for (const file of files) unwatchFile(file, changed);
  };
}

export function warnOfExpiry({ validUntil }: TlsFiles, log: Log): void {
  if (validUntil.getTime() < Date.now()) log.warn({ validUntil }, "the certificate has expired");
}
