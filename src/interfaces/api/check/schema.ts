import Type from "typebox";
import { MAX_RESOURCES, referencesSchema, strict } from "../resource-references.ts";

const is_forced = Type.Optional(
  Type.Boolean({
    default: true,
    description: "Now, regardless of the check period; without the role for it, as an ordinary check",
  }),
);

/** Body of a check (later versions §7.3). */
export const checkRequest = Type.Object({ is_forced }, strict);
export const resourceChecksRequest = Type.Object(
  { resources: referencesSchema, check: Type.Optional(Type.Object({ is_forced }, strict)) },
  strict,
);
export const hostChecksRequest = Type.Array(
  Type.Object({ is_forced, resource_id: Type.Integer({ description: "Host" }) }, strict),
  { maxItems: MAX_RESOURCES },
);
export const serviceChecksRequest = Type.Array(
  Type.Object(
    {
      is_forced,
      resource_id: Type.Integer({ description: "Service" }),
      parent_resource_id: Type.Integer({ description: "Host" }),
    },
    strict,
  ),
  { maxItems: MAX_RESOURCES },
);
