import { idOf, type RecordedCall } from "../recorded-client.ts";
import { date, exactly, listOf, members, none, orNull, ref, rows, someOf, text, whole, yesOrNo } from "../shapes.ts";

const filter = members({ id: whole, name: text, criterias: listOf(members({})), order: whole });
const CRITERIA = { name: "states", type: "multi_select", value: [{ id: "unhandled_problems", name: "Unhandled" }] };
const token = members({
  name: text,
  type: exactly("api"),
  is_revoked: yesOrNo,
  creation_date: date,
  expiration_date: orNull(date),
  user: ref,
  creator: members({ id: orNull(whole), name: text }),
});

export const USERS: readonly RecordedCall[] = [
  { name: "list filters", request: "GET /users/filters/events-view", status: 200, reads: members({ result: none }) },
  {
    name: "create a filter",
    request: "POST /users/filters/events-view",
    body: { name: "mine", criterias: [CRITERIA] },
    status: 200,
    reads: filter,
    keeps: { filter: idOf },
  },
  { name: "read a filter", request: "GET /users/filters/events-view/{filter}", status: 200, reads: filter },
  {
    name: "replace a filter",
    request: "PUT /users/filters/events-view/{filter}",
    body: { name: "still mine", criterias: [] },
    status: 200,
    reads: filter,
  },
  {
    name: "move a filter",
    request: "PATCH /users/filters/events-view/{filter}",
    body: { order: 1 },
    status: 200,
    reads: filter,
  },
  { name: "delete a filter", request: "DELETE /users/filters/events-view/{filter}", status: 204 },
  {
    name: "create a token",
    request: "POST /administration/tokens",
    body: { name: "go token", type: "api", user_id: "{user}" },
    status: 201,
    reads: members({ name: exactly("go token"), token: text, creation_date: date, user: ref }),
    keeps: { secret: ({ token: secret }: { readonly token: string }) => secret },
  },
  { name: "list tokens", request: "GET /administration/tokens", status: 200, reads: rows(token) },
  { name: "delete a token by its name", request: "DELETE /administration/tokens/go%20token", status: 204 },
  {
    name: "read the own account",
    request: "GET /configuration/users/current/parameters",
    status: 200,
    reads: members({ id: whole, name: text, alias: text, is_admin: exactly(true) }),
  },
  {
    name: "read the own rights",
    request: "GET /users/acl/actions",
    status: 200,
    reads: members({ host: members({ check: yesOrNo }), service: members({ comment: yesOrNo }) }),
  },
  {
    name: "read the settings of the server",
    request: "GET /administration/parameters",
    status: 200,
    reads: members({ monitoring_default_refresh_interval: whole, monitoring_default_downtime_duration: whole }),
  },
  {
    name: "read the features of the platform",
    request: "GET /platform/features",
    status: 200,
    reads: members({ is_cloud_platform: exactly(false), feature_flags: members({}) }),
  },
  {
    name: "list the providers of logins",
    request: "GET /authentication/providers/configurations",
    status: 200,
    reads: someOf(members({ id: whole, name: text, type: text, is_active: yesOrNo, is_forced: yesOrNo })),
  },
];
