import Type from "typebox";

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
    server: Type.Object({
      version: Type.String(),
      name: Type.String({ description: "Name of the installation" }),
      now: Type.String({ description: "Time of the server (RFC 3339, UTC)" }),
      features: Type.Array(Type.Enum([...FEATURES])),
    }),
  },
  { title: "Me", description: "The account that is signed in, and the server." },
);
