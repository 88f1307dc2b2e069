import { hash, randomBytes } from "node:crypto";

/** A new token or session id: 128 random bits as 32 lower-case hexadecimal digits (contract §2.1). */
export const newSecret = (): string => randomBytes(16).toString("hex");

/** What is stored instead of a token or session id: its SHA-256. A random 128-bit text needs no salt and no slow hash. */
export const hashOfSecret = (text: string): string => hash("sha256", text, "hex");
