import Type from "typebox";
import { nullableDate, nullableInteger } from "../schema-types.ts";

export const MAX_NAME_LENGTH = 255;

const members = {
  name: Type.String(),
  type: Type.String({ description: "Always `api`" }),
  user: Type.Object({ id: Type.Integer(), name: Type.String() }, { description: "Account that the token acts as" }),
  creator: Type.Object({ id: nullableInteger("Null: made by `vigie token`"), name: Type.String() }),
  creation_date: nullableDate("Of a token of an earlier release, its last use before the update"),
  expiration_date: nullableDate("Null: never"),
  is_revoked: Type.Boolean({ description: "Refused as unknown" }),
};

export const tokenItem = Type.Object(members, { title: "ApiToken", description: "Without the secret." });

export const tokenCreated = Type.Object(
  { ...members, token: Type.String({ description: "The secret, shown this once" }) },
  { title: "ApiTokenCreated", description: "Durable. The secret is shown this once." },
);

export const tokenRequest = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: MAX_NAME_LENGTH }),
    type: Type.Optional(Type.Enum(["api"])),
    user_id: Type.Integer(),
    expiration_date: Type.Optional(nullableDate("Without fractions of a second, in the future; null: never")),
  },
  { additionalProperties: false },
);

export const revocationRequest = Type.Object({ is_revoked: Type.Boolean() }, { additionalProperties: false });

export const nameParameter = { name: Type.String({ description: "Name of the token" }) };
export const userParameter = { user_id: Type.Integer({ description: "Account" }) };
