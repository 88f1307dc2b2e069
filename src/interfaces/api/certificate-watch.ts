import { unwatchFile, watchFile } from "node:fs";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { readGuardedTlsFiles, type TlsFiles, type TlsPaths } from "./tls-files.ts";

export interface CertificateWatchOptions {
  readonly log: Log;
  /** Uses other files for new connections. */
  readonly replace: (files: TlsFiles) => void;
  /** Default: five seconds. */
  readonly intervalMs?: number;
}

/** Certificate and key in use, read again when one of their files changes, also through a symbolic link. */
export interface CertificateWatch {
  /** Watches the files that are in use from now on, instead of those before. */
  watch(paths: TlsPaths): void;
  stop(): void;
}

const INTERVAL_MS = 5_000;

/**
 * Creates a watch. Files that do not fit together, as in the middle of a renewal, change nothing: the previous ones
 * stay in use.
 */
export function createCertificateWatch({
  log,
  replace,
  intervalMs = INTERVAL_MS,
}: CertificateWatchOptions): CertificateWatch {
  let watched: TlsPaths | null = null;
  let reading = Promise.resolve();

  const readAgain = async (paths: TlsPaths): Promise<void> => {
    try {
      const read = await readGuardedTlsFiles(paths);
      if (watched !== paths) return;
      replace(read);
      log.info({ validUntil: read.validUntil }, "the certificate was replaced");
      warnOfExpiry(read, log);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.error({ reason: error.message }, "the changed certificate cannot be used; the previous one stays in use");
    }
  };
  // One after the other: the last change is read after it was made.
  const changed = (): void => {
    const paths = watched;
    if (paths !== null) reading = reading.then(() => readAgain(paths));
  };
  const stop = (): void => {
    for (const file of filesOf(watched)) unwatchFile(file, changed);
    watched = null;
  };
  return {
    watch(paths) {
      stop();
      watched = paths;
      for (const file of filesOf(paths)) watchFile(file, { interval: intervalMs, persistent: false }, changed);
    },
    stop,
  };
}

const filesOf = (paths: TlsPaths | null): ReadonlySet<string> => new Set(paths === null ? [] : Object.values(paths));

export function warnOfExpiry({ validUntil }: TlsFiles, log: Log): void {
  if (validUntil.getTime() < Date.now()) log.warn({ validUntil }, "the certificate has expired");
}
