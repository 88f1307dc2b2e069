import Type from "typebox";
import { REASON_CODES } from "../../../../alerting/rules/reason-codes.ts";
import { reasonParams } from "../../decision/schema.ts";
import { nullableDate, nullableInteger, nullableString } from "../../schema-types.ts";

export const reasonCode = Type.Enum([...REASON_CODES], {
  description: "Rule that decided, as listed in docs/notifications.md",
});

export const outcome = Type.Enum(["told", "not-told", "waiting"] as const, {
  description: "`waiting`: it is decided again by itself",
});

/** A decision about one contact, or about all. */
export const decisionMembers = {
  contact: nullableString("Null: decided for all contacts together"),
  outcome,
  code: reasonCode,
  reason: Type.String({ description: "In words" }),
  params: reasonParams,
  text: Type.String({ description: "Full sentence" }),
  until: nullableDate("When it is decided again; null: with the next event"),
  definition: Type.Object(
    {
      type: Type.Enum(["host", "service", "contact"] as const),
      name: Type.String(),
      file: nullableString("Null for anybody but administrators"),
      line: nullableInteger("Line of the file"),
    },
    { description: "What the rule looked at" },
  ),
};
