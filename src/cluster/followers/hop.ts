import { createHmac, timingSafeEqual } from "node:crypto";

/** What a follower knows of the client of a request that it passes on. */
export interface Hop {
  readonly ip: string;
  readonly protocol: string;
  readonly host: string;
  /** Came through the control socket of the follower. */
  readonly isLocal: boolean;
  /** Digest of what the client asked for, of a request whose body is another one than that of the client. */
  readonly asked?: string;
}

/** Request that it is for, and no other one. */
export interface HopRequest {
  readonly method: string;
  readonly url: string;
}

/** Header with a signed `Hop`. */
export const HOP_HEADER = "vigie-hop";

/** Clocks of two servers may differ; a copied header is worth nothing later. */
const GOOD_FOR_MS = 60_000;

/** Signs with what only those know who can read the store: a follower could change everything there, too. */
export function signHop(hop: Hop, request: HopRequest, lineage: string, nowMs: number): string {
  const said = Buffer.from(JSON.stringify({ ...hop, at: nowMs })).toString("base64url");
  return `${said}.${signatureOf(said, request, lineage).toString("base64url")}`;
}

/** What a follower said; null if it was not one of this lineage, or said it of another request, or too long ago. */
export function readHop(text: string, request: HopRequest, lineage: string, nowMs: number): Hop | null {
  const [said = "", signature = ""] = text.split(".");
  const expected = signatureOf(said, request, lineage);
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { at, ...hop } = JSON.parse(Buffer.from(said, "base64url").toString()) as Hop & { readonly at: number };
  return Math.abs(nowMs - at) < GOOD_FOR_MS ? hop : null;
}

const signatureOf = (said: string, { method, url }: HopRequest, lineage: string): Buffer =>
  createHmac("sha256", `vigie hop ${lineage}`).update(`${said}\n${method}\n${url}`).digest();
