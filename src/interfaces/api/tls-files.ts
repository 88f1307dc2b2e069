import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { createSecureContext } from "node:tls";
import { readGuardedFile } from "../../lib/guarded-file.ts";
import { readRegularFile } from "../../lib/regular-file.ts";
import { UnreadableFile } from "../../lib/unreadable-file.ts";
import { badSettings } from "../../config/settings/setting-mistakes.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

/** Files of the setting `tls`: absolute paths. */
export interface TlsPaths {
  readonly certificate: string;
  readonly key: string;
}

/** Certificate with its chain, and its key, in PEM: read and found to belong together. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly validUntil: Date;
}

const MAX_FILE_BYTES = 1_048_576;

/**
 * Reads the certificate and its key, for the start. Refuses with `bad-setting`, naming setting, file and what was
 * expected, whatever would fail at a handshake later. An expired certificate is accepted: most clients can be told to
 * go on.
 */
export const readTlsFiles = (paths: TlsPaths): TlsFiles =>
  tlsFilesOf(paths, {
    cert: attempt("certificate", paths.certificate, () => readRegularFile(paths.certificate, MAX_FILE_BYTES), unread),
    key: attempt("key", paths.key, () => readRegularFile(paths.key, MAX_FILE_BYTES), unread),
  });

/** The same in a running server, which a file system that does not answer must not hold up. */
export async function readGuardedTlsFiles(paths: TlsPaths): Promise<TlsFiles> {
  const read = (name: keyof TlsPaths): Promise<Buffer> =>
    readGuardedFile(paths[name], MAX_FILE_BYTES).catch((error: CodedError) => refuse(name, paths[name], unread(error)));
  return tlsFilesOf(paths, { cert: await read("certificate"), key: await read("key") });
}

function tlsFilesOf(paths: TlsPaths, { cert, key }: Pick<TlsFiles, "cert" | "key">): TlsFiles {
  const certificate = attempt("certificate", paths.certificate, () => new X509Certificate(cert), notPem("certificate"));
  const privateKey = attempt("key", paths.key, () => createPrivateKey(key), reasonOfKey);
  refuseOtherKey(paths, certificate, privateKey);
  attempt(
    "certificate",
    paths.certificate,
    () => createSecureContext({ cert, key }),
    ({ message }) => errorOf("tls-refused", { reason: message }),
  );
  return { cert, key, validUntil: certificate.validToDate };
}

function refuseOtherKey(paths: TlsPaths, certificate: X509Certificate, key: KeyObject): void {
  if (!certificate.checkPrivateKey(key))
    refuse("key", paths.key, errorOf("key-of-other", { certificate: paths.certificate }));
}

type CodedError = Error & { readonly code?: string };

const unread = (error: Error): ErrorText =>
  errorOf("tls-unreadable", {
    reason: error.message,
    ...(error instanceof UnreadableFile ? error.failure : { why: "unknown" }),
  });

const notPem = (what: "certificate" | "key") => (): ErrorText => errorOf("not-pem", { what });

const reasonOfKey = (error: CodedError): ErrorText =>
  error.code === "ERR_MISSING_PASSPHRASE" || /interrupted or cancelled|password/i.test(error.message)
    ? errorOf("key-encrypted", {})
    : notPem("key")();

function attempt<T>(name: keyof TlsPaths, path: string, run: () => T, reason: (error: CodedError) => ErrorText): T {
  try {
    return run();
  } catch (error) {
    return refuse(name, path, reason(error as CodedError));
  }
}

function refuse(name: keyof TlsPaths, path: string, error: ErrorText): never {
  const directive = `tls.${name}`;
  throw badSettings([{ file: path, line: 0, directive, ...error }], `${directive}: ${path}: ${error.message}`);
}
