import { hash, randomBytes } from "node:crypto";

/** A new token or session id: 128 random bits as 32 lower-case hexadecimal digits (contract §2.1). */
export const newSecret = (): string => randomBytes(16).toString("hex");

/** SHA-256 stored instead of a token or session id. A random 128-bit text needs no salt and no slow hash. */
export const hashOfSecret = (text: string): string => hash("sha256", text, "hex");

/** Name of a token or session that is no secret: the first digits of its hash. */
export const idOfHash = (hashed: string): string => hashed.slice(0, ID_DIGITS);
const ID_DIGITS = 12;
