import { Refusal } from "../../../model/refusal.ts";
import type { RequestBody } from "../request-body.ts";
import { loginRequest, sessionRequest } from "./schema.ts";

interface NameAndPassword {
  readonly login: string;
  readonly password: string;
}

/**
 * Credentials for a token; missing or non-string values count as wrong (contract §2.1). Refuses with
 * `invalid-credentials`.
 */
export const loginBody: RequestBody<NameAndPassword> = {
  schema: loginRequest,
  read(body) {
    const found = nameAndPasswordIn(memberOf(memberOf(body, "security"), "credentials"));
    if (found === undefined) throw new Refusal("invalid-credentials", "Invalid credentials");
    return found;
  },
};

/** Credentials of the web login, read the same way. Refuses with `authentication-failed`. */
export const sessionBody: RequestBody<NameAndPassword> = {
  schema: sessionRequest,
  read(body) {
    const found = nameAndPasswordIn(body);
    if (found === undefined) throw new Refusal("authentication-failed", "Authentication failed");
    return found;
  },
};

function nameAndPasswordIn(value: unknown): NameAndPassword | undefined {
  const login = memberOf(value, "login");
  const password = memberOf(value, "password");
  return typeof login === "string" && typeof password === "string" && login !== "" && password !== ""
    ? { login, password }
    : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
