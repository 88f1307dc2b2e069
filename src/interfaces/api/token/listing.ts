import type { ShownToken } from "../../../access/script-tokens.ts";
import { type RecordPlace, recordListing } from "../../../data/realtime/fields/record-listing.ts";
import { boolean, fieldTable, number, text, time } from "../../../data/realtime/search/field.ts";
import { dateOrNull } from "../present-values.ts";

export const TYPE = "api";

/** Search and sort fields of the tokens (later versions §11). */
export const tokenListing = recordListing<ShownToken>(
  fieldTable<RecordPlace<ShownToken>>({
    name: text("token", ({ row }) => row?.name ?? null),
    type: text("token", () => TYPE),
    "user.id": number("token", ({ row }) => row?.user.id ?? null),
    "user.name": text("token", ({ row }) => row?.user.name ?? null),
    "creator.id": number("token", ({ row }) => row?.creator.id ?? null),
    "creator.name": text("token", ({ row }) => row?.creator.name ?? null),
    creation_date: time("token", ({ row }) => row?.createdAt ?? null),
    expiration_date: time("token", ({ row }) => row?.expiresAt ?? null),
    is_revoked: boolean("token", ({ row }) => row?.isRevoked ?? null),
  }),
);

export const presentToken = ({ name, user, creator, createdAt, expiresAt, isRevoked }: ShownToken) => ({
  name,
  type: TYPE,
  user,
  creator,
  creation_date: dateOrNull(createdAt),
  expiration_date: dateOrNull(expiresAt),
  is_revoked: isRevoked,
});
