import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext } from "node:tls";
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
 * Reads the certificate and its key. Refuses with `bad-setting`, naming setting, file and what was expected, whatever
 * would fail at a handshake later. An expired certificate is accepted: most clients can be told to go on.
 */
export function readTlsFiles(paths: TlsPaths): TlsFiles {
  const cert = readFile("certificate", paths.certificate);
  const key = readFile("key", paths.key);
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

function readFile(name: keyof TlsPaths, path: string): Buffer {
  return attempt(
    name,
    path,
    () => {
      const stat = statSync(path);
      // Reading a pipe would block.
      if (!stat.isFile()) return refuse(name, path, "it is not a file");
      if (stat.size > MAX_FILE_BYTES) return refuse(name, path, `it has more than ${MAX_FILE_BYTES} bytes`);
      return readFileSync(path);
    },
    ({ code = "unknown error" }) => (code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`),
  );
}

const notPem = (what: string) => (): string => `it does not hold ${what} in PEM (-----BEGIN …-----)`;

const reasonOfKey = (error: CodedError): string =>
  error.code === "ERR_MISSING_PASSPHRASE" || /interrupted or cancelled|password/i.test(error.message)
    ? "it is encrypted; a key without a passphrase is needed, readable by the server only"
    : notPem("a private key")();

function attempt<T>(name: keyof TlsPaths, path: string, run: () => T, reason: (error: CodedError) => string): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse(name, path, reason(error as CodedError));
  }
}

function refuse(name: keyof TlsPaths, path: string, reason: string): never {
  throw new Refusal("bad-setting", `tls.${name}: ${path}: ${reason}`);
}
