import type { Operation } from "../operation.ts";
import { credentialsOf } from "../rights.ts";
import { loginRefusals } from "../schema-types.ts";
import { loginBody } from "./body.ts";
import { loginAnswer, logoutAnswer } from "./schema.ts";
import { webLoginOperations } from "./session.ts";

/** Operations of contract §2.1 and §2.4, and web login and logout. */
export const loginOperations: readonly Operation[] = [
  {
    id: "login",
    surface: "centreon",
    method: "POST",
    paths: ["/login"],
    right: "public",
    tag: "Login",
    summary: "Get a token",
    body: loginBody,
    answers: { 200: loginAnswer, ...loginRefusals },
    handle: async (request, { access }) => {
      const { login, password } = loginBody.read(request.body);
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
    surface: "centreon",
    method: "GET",
    answeredBy: "leader",
    paths: ["/logout"],
    right: "authenticated",
    tag: "Login",
    summary: "Revoke the token",
    description: "A session cookie is not accepted in place of a token.",
    answers: { 200: logoutAnswer },
    handle: async (request, { access }) => {
      await access.logout(credentialsOf(request), request.ip);
      return { message: "Successful logout" };
    },
  },
  ...webLoginOperations,
];
