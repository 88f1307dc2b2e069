import { hash, X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";

/** SHA-256 of a certificate's public key (SPKI), in base64, by which a poller knows its centre (RFC 7469 §2.4). */
const pinOf = ({ publicKey }: X509Certificate): string =>
  hash("sha256", publicKey.export({ type: "spki", format: "der" }), "base64");

/** Pin of the other side of a connection; null if it has no certificate. */
export function peerPin(socket: TLSSocket): string | null {
  const certificate = socket.getPeerX509Certificate?.();
  return certificate === undefined ? null : pinOf(certificate);
}

/** Pin of a certificate that nobody but itself has signed; null for others, which pollers verify as browsers do. */
export function selfSignedPin(pem: string | Buffer): string | null {
  const certificate = new X509Certificate(pem);
  return certificate.checkIssued(certificate) ? pinOf(certificate) : null;
}
