import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

/** Key pair of a poller as text: PKCS #8 and SPKI in PEM, Ed25519 (RFC 8032). */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

export function publicKeyOf(privateKey: string): string {
  return createPublicKey(createPrivateKey(privateKey)).export({ type: "spki", format: "pem" }).toString();
}

/** True for the PEM of a public Ed25519 key. */
export function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}

/** What a signature is about. `purpose` keeps one for a connection from being used to replace a key. */
export interface Statement {
  readonly purpose: "connect" | "replace-key";
  /** Id of the centre, so that another centre cannot pass a challenge on; '' of `replace-key`. */
  readonly centre: string;
  readonly poller: string;
  readonly nonce: string;
  /** Unix seconds of the poller's clock. */
  readonly time: number;
  /** Of `replace-key`: the new public key. */
  readonly key?: string;
}

/** What the present key says about the one that takes its place. */
export const keyReplacement = (poller: string, time: number, publicKey: string): Statement => ({
  purpose: "replace-key",
  centre: "",
  poller,
  nonce: "",
  time,
  key: publicKey,
});

/** Signature in base64. */
export const signStatement = (statement: Statement, privateKey: string): string =>
  sign(null, bytesOf(statement), privateKey).toString("base64");

export function isSignedBy(statement: Statement, signature: string, publicKey: string): boolean {
  try {
    return verify(null, bytesOf(statement), publicKey, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

const bytesOf = ({ purpose, centre, poller, nonce, time, key = "" }: Statement): Buffer =>
  Buffer.from(JSON.stringify(["vigie-poller", purpose, centre, poller, nonce, time, key]));
