import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { optional, readObject } from "../body-schema.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { UserPreferences } from "../../../model/user-settings.ts";
import type { Operation } from "../operation.ts";
import type { SharedParts } from "../shared-parts.ts";
import type { RequestBody } from "../request-body.ts";
import { callerOf } from "../rights.ts";
import { doneAnswer, nullableString } from "../schema-types.ts";

const PATHS = ["/configuration/users/current/parameters", "/users/current/parameters"] as const;

const THEMES = ["light", "dark"] as const;
const DENSITIES = ["compact", "extended"] as const;

const parameters = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    alias: Type.String(),
    email: Type.String(),
    timezone: Type.String({ description: "That of the times in answers" }),
    locale: nullableString("Always null: Vigie has no languages"),
    is_admin: Type.Boolean(),
    can_manage_api_tokens: Type.Boolean({ description: "May make tokens for scripts" }),
    use_deprecated_pages: Type.Boolean(),
    is_export_button_enabled: Type.Boolean(),
    theme: Type.Enum([...THEMES]),
    user_interface_density: Type.Enum([...DENSITIES]),
    default_page: Type.Null(),
    dashboard: Type.Null(),
  },
  { title: "CurrentUserParameters" },
);

const preferencesBody: RequestBody<Partial<UserPreferences>> = {
  schema: Type.Object(
    {
      theme: Type.Optional(Type.Enum([...THEMES])),
      user_interface_density: Type.Optional(Type.Enum([...DENSITIES])),
    },
    { additionalProperties: false },
  ),
  read(body) {
    // A change of nothing.
    if (body === undefined || Object.keys(body as object).length === 0) return {};
    const { theme, user_interface_density: density } = readObject<{
      readonly theme?: string;
      readonly user_interface_density?: string;
    }>(body, { theme: optional("string"), user_interface_density: optional("string") });
    return {
      ...(theme !== undefined && { theme: known(theme, THEMES, "theme") }),
      ...(density !== undefined && { density: known(density, DENSITIES, "user interface density") }),
    };
  },
};

/** Parameters of the caller's account; anybody who is logged in has them (later versions §10). */
export const currentParameters: readonly Operation[] = [
  {
    id: "current-user-parameters",
    surface: "centreon",
    method: "GET",
    paths: PATHS,
    right: "signed-in",
    tag: "Users",
    summary: "The account of the caller",
    answers: { 200: parameters },
    handle: present,
  },
  {
    id: "change-current-user-parameters",
    surface: "centreon",
    method: "PATCH",
    paths: PATHS,
    right: "signed-in",
    tag: "Users",
    summary: "Change the appearance of the web pages for the caller",
    body: preferencesBody,
    answers: doneAnswer,
    handle: (request, { userSettings }) =>
      userSettings.savePreferences(callerOf(request).contactId, preferencesBody.read(request.body)),
  },
];

async function present(request: FastifyRequest, { access, userSettings }: SharedParts) {
  const caller = callerOf(request);
  const account = access.accountByAlias(caller.alias);
  const { theme, density } = await userSettings.preferences(caller.contactId);
  return {
    id: caller.contactId,
    name: account?.name ?? caller.alias,
    alias: caller.alias,
    email: account?.email ?? "",
    timezone: "UTC",
    locale: null,
    is_admin: caller.isAdmin,
    can_manage_api_tokens: access.scriptTokens.mayMake(caller),
    use_deprecated_pages: false,
    is_export_button_enabled: false,
    theme,
    user_interface_density: density,
    default_page: null,
    dashboard: null,
  };
}

function known<Value extends string>(text: string, values: readonly Value[], what: string): Value {
  const value = values.find((one) => one === text);
  if (value === undefined) throw new Refusal("theme-not-found", `Requested ${what} not found`);
  return value;
}
