import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { createSecureContext } from "node:tls";
import { readGuardedFile } from "../../lib/guarded-file.ts";
import { readRegularFile } from "../../lib/regular-file.ts";
import { Refusal } from "../../model/refusal.ts";

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
  const certificate = attempt(
    "certificate",
    paths.certificate,
    () => new X509Certificate(cert),
    notPem("a certificate"),
  );
  const privateKey = attempt("key", paths.key, () => createPrivateKey(key), reasonOfKey);
  refuseOtherKey(paths, certificate, privateKey);
  attempt(
    "certificate",
    paths.certificate,
    () => createSecureContext({ cert, key }),
    (error) => error.message,
  );
  return { cert, key, validUntil: certificate.validToDate };
}

function refuseOtherKey(paths: TlsPaths, certificate: X509Certificate, key: KeyObject): void {
  if (!certificate.checkPrivateKey(key))
    refuse("key", paths.key, `it does not belong to the first certificate of ${paths.certificate}`);
}

type CodedError = Error & { readonly code?: string };

const unread = ({ message }: CodedError): string => `it cannot be read: ${message}`;

const notPem = (what: string) => (): string => `it does not hold ${what} in PEM (-----BEGIN …-----)`;

const reasonOfKey = (error: CodedError): string =>
  error.code === "ERR_MISSING_PASSPHRASE" || /interrupted or cancelled|password/i.test(error.message)
    ? "it is encrypted; a key without a passphrase is needed, readable by the server only"
    : notPem("a private key")();

function attempt<T>(name: keyof TlsPaths, path: string, run: () => T, reason: (error: CodedError) => string): T {
  try {
    return run();
  } catch (error) {
    return refuse(name, path, reason(error as CodedError));
  }
}

function refuse(name: keyof TlsPaths, path: string, reason: string): never {
  throw new Refusal("bad-setting", `tls.${name}: ${path}: ${reason}`);
}
