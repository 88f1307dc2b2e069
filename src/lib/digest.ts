import { hash } from "node:crypto";

/** Short text that differs for different contents. */
export const digestOf = (content: Buffer | string): string => hash("sha256", content, "base64url");
