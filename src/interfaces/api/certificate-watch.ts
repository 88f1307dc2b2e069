import { stat } from "node:fs/promises";
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
  /** Watches the files that are in use from now on, instead of those before. `inUse` is what was read from them. */
  watch(paths: TlsPaths, inUse: TlsFiles): void;
  stop(): void;
}

const INTERVAL_MS = 5_000;

/**
 * Creates a watch. Files that do not fit together, as in the middle of a renewal, change nothing: the previous ones
 * stay in use. A change counts from the moment at which `inUse` was read: the first look reads the files again.
 */
export function createCertificateWatch({
  log,
  replace,
  intervalMs = INTERVAL_MS,
}: CertificateWatchOptions): CertificateWatch {
  let watched: Watched | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Returns false if the files could not be used. */
  const readAgain = async (now: Watched): Promise<boolean> => {
    try {
      const read = await readGuardedTlsFiles(now.paths);
      if (watched !== now || (read.cert.equals(now.inUse.cert) && read.key.equals(now.inUse.key))) return true;
      now.inUse = read;
      now.refused = null;
      replace(read);
      log.info({ validUntil: read.validUntil }, "the certificate was replaced");
      warnOfExpiry(read, log);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (now.refused !== error.message)
        log.error({ reason: error.message }, "the changed certificate cannot be used; the previous one stays in use");
      now.refused = error.message;
      return false;
    }
  };
  const look = async (): Promise<void> => {
    const now = watched;
    // A file system that does not answer takes one look, not one for each interval.
    if (now === null || now.isLooking) return;
    now.isLooking = true;
    const seen = await signatureOf(now.paths);
    // What could not be read is read again, also if it stays as it is: the reason may be passing.
    if (seen !== now.seen && (await readAgain(now))) now.seen = seen;
    now.isLooking = false;
  };
  const stop = (): void => {
    clearInterval(timer);
    watched = null;
  };
  return {
    watch(paths, inUse) {
      stop();
      watched = { paths, inUse, seen: null, refused: null, isLooking: false };
      timer = setInterval(() => void look(), intervalMs).unref();
    },
    stop,
  };
}

interface Watched {
  readonly paths: TlsPaths;
  inUse: TlsFiles;
  /** Signature of the files when they were last looked at. */
  seen: string | null;
  /** Why they could not be used; it is logged once. */
  refused: string | null;
  isLooking: boolean;
}

/** Changes whenever one of the files does: which file it is, its size and time. */
async function signatureOf({ certificate, key }: TlsPaths): Promise<string> {
  const signatures = [certificate, key].map(async (path) => {
    const found = await stat(path).catch(() => null);
    return found === null ? "none" : `${found.dev} ${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
  });
  return (await Promise.all(signatures)).join();
}

export function warnOfExpiry({ validUntil }: TlsFiles, log: Log): void {
  if (validUntil.getTime() < Date.now()) log.warn({ validUntil }, "the certificate has expired");
}
