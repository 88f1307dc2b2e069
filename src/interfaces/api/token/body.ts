import type { WantedToken } from "../../../access/script-tokens.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import { Refusal } from "../../../model/refusal.ts";
import { type RequestBody } from "../request-body.ts";
import { MAX_NAME_LENGTH, revocationRequest, tokenRequest } from "./schema.ts";

type Members = ReadonlyMap<string, unknown>;

/** Body of a new token (later versions §11). Refuses every mistake with `bad-token-request`, which is answered 422. */
export const tokenBody: RequestBody<WantedToken> = {
  schema: tokenRequest,
  read(body) {
    const members = membersOf(body, ["name", "type", "user_id", "expiration_date"]);
    const name = members.get("name");
    if (typeof name !== "string" || name === "" || name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name))
      refuse(`[name] This should be a text of 1 to ${MAX_NAME_LENGTH} characters on one line`);
    const type = members.get("type") ?? "api";
    if (type !== "api") refuse("[type] Only tokens of the type api can be made");
    return { name, userId: integer(members, "user_id"), expiresAt: expiration(members.get("expiration_date") ?? null) };
  },
};

/** Refuses like `tokenBody`. */
export const revocationBody: RequestBody<boolean> = {
  schema: revocationRequest,
  read(body) {
    const isRevoked = membersOf(body, ["is_revoked"]).get("is_revoked");
    if (isRevoked === true || isRevoked === "true" || isRevoked === "1") return true;
    if (isRevoked === false || isRevoked === "false" || isRevoked === "0") return false;
    return refuse("[is_revoked] This should be true or false");
  },
};

/** Refuses an expiration that is over. */
export function refusePast({ expiresAt }: WantedToken, now: UnixSeconds): void {
  if (expiresAt !== null && expiresAt <= now) refuse("[expiration_date] This should be in the future");
}

function membersOf(body: unknown, known: readonly string[]): Members {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return refuse("A JSON object is expected");
  const members = new Map(Object.entries(body));
  const unknown = [...members.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`[${unknown.slice(0, 80)}] This field was not expected`);
  return members;
}

/** Whole number, also as text (later versions §3.2). */
function integer(members: Members, name: string): number {
  const value = members.get(name);
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) return refuse(`[${name}] This should be an integer`);
  return number;
}

function expiration(value: unknown): UnixSeconds | null {
  if (value === null) return null;
  const at = typeof value === "string" && !value.includes(".") ? parseRfc3339(value) : undefined;
  return at ?? refuse("[expiration_date] This should be a time such as 2027-11-29T10:00:00Z, without fractions");
}

function refuse(message: string): never {
  throw new Refusal("bad-token-request", message);
}
