import Type from "typebox";
import { nullableDate, nullableString } from "../schema-types.ts";

export const sessionRequest = Type.Object(
  {
    login: Type.String({ description: "Login name, in any case", minLength: 1, maxLength: 255 }),
    password: Type.String({ format: "password", minLength: 1, maxLength: 4096 }),
    keep: Type.Optional(
      Type.Boolean({ description: "Keep the session for 30 days after its last use instead of twelve hours" }),
    ),
  },
  { additionalProperties: false },
);

export const wallSessionRequest = Type.Object(
  { secret: Type.String({ description: "End of the link's address", minLength: 1, maxLength: 64 }) },
  { additionalProperties: false },
);

/** What a wall screen shows. */
export const wallView = Type.Object(
  {
    q: Type.String({
      description: "Search, as `GET /api/resources` takes it",
      maxLength: 2000,
      examples: ["is:unhandled"],
    }),
    sort: Type.String({ description: "Order, in the same way", maxLength: 200, examples: ["-severity,since"] }),
  },
  { additionalProperties: false },
);

/** Parts of the console that need something of the server. */
export const FEATURES = ["metrics"] as const;

export const me = Type.Object(
  {
    login: Type.String(),
    name: Type.String({ description: "Full name" }),
    is_admin: Type.Boolean(),
    roles: Type.Array(Type.String(), {
      description: "Roles of the account's access groups; all of them for an administrator",
    }),
    preferences: Type.Unsafe<object>({
      type: "object",
      additionalProperties: true,
      description: "As `PUT /api/me/preferences` has stored them",
    }),
    wall: Type.Union(
      [
        Type.Object({
          label: Type.String(),
          view: wallView,
          expires_at: nullableDate("End of the link; null: until it is deleted"),
        }),
        Type.Null(),
      ],
      { description: "Of the link that opened a wall screen: such a session reads this view alone" },
    ),
    server: Type.Object({
      version: Type.String(),
      name: Type.String({ description: "Name of the installation" }),
      command: nullableString(
        "Runs `vigie` in a shell on the machine of the server, such as `vigie --data /srv/vigie`; for administrators",
      ),
      now: Type.String({ description: "Time of the server (RFC 3339, UTC)" }),
      zone: Type.String({ description: "Time zone of the server (IANA)", examples: ["Europe/Paris"] }),
      features: Type.Array(Type.Enum([...FEATURES])),
    }),
  },
  { title: "Me", description: "The account that is signed in, and the server." },
);
