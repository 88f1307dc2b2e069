import Type from "typebox";
import { Refusal } from "../../../lib/refusal.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { credentialsOf } from "../rights.ts";
import { commonAnswers, errorBody } from "../schema-types.ts";
import { loginAnswer, loginRequest, logoutAnswer } from "./schema.ts";

/** Contract §2.1 and §2.4. */
export function loginOperations({ access }: ApiParts): readonly Operation[] {
  return [
    {
      id: "login",
      method: "POST",
      paths: ["/login"],
      tag: "Login",
      summary: "Get a token",
      body: loginRequest,
      answers: {
        200: loginAnswer,
        401: Type.Object(errorBody.properties, { description: "Wrong name or password, or a disabled contact." }),
        429: Type.Object(errorBody.properties, {
          description: "Too many failed logins; the message says how long to wait.",
        }),
        500: commonAnswers[500],
      },
      handle: async (request) => {
        const { login, password } = readCredentials(request.body);
        const { account, token } = await access.login(login, password, request.ip);
        return {
          contact: {
            id: account.id,
            name: account.name,
            alias: account.alias,
            email: account.email,
            is_admin: account.isAdmin,
          },
          security: { token },
        };
      },
    },
    {
      id: "logout",
      method: "GET",
      paths: ["/logout"],
      tag: "Login",
      summary: "Revoke the token",
      description: "A session cookie alone is no token here.",
      answers: { 200: logoutAnswer, ...commonAnswers },
      handle: async (request) => {
        await access.logout(credentialsOf(request));
        return { message: "Successful logout" };
      },
    },
  ];
}

/** Whatever is missing or no text counts as wrong credentials (contract §2.1). */
function readCredentials(body: unknown): { readonly login: string; readonly password: string } {
  const credentials = memberOf(memberOf(body, "security"), "credentials");
  const login = memberOf(credentials, "login");
  const password = memberOf(credentials, "password");
  if (typeof login !== "string" || typeof password !== "string" || login === "" || password === "") {
    throw new Refusal("invalid-credentials", "Invalid credentials");
  }
  return { login, password };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
