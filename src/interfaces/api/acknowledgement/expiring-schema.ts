import Type from "typebox";

/** An acknowledgement with an end of its own, which the contract's bodies cannot say. */
export const expiringAcknowledgementRequest = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: 4_096 }),
    sticky: Type.Optional(
      Type.Boolean({ default: true, description: "Lasts until the recovery, not until the next change of state" }),
    ),
    notify: Type.Optional(Type.Boolean({ default: false, description: "Notify the contacts of the acknowledgement" })),
    persistent: Type.Optional(
      Type.Boolean({ default: false, description: "The comment survives the acknowledgement" }),
    ),
    until: Type.Optional(
      Type.String({
        description: "Expiry time, RFC 3339, in the future; a problem that lasts is notified immediately",
        examples: ["2026-11-24T10:00:00+01:00"],
      }),
    ),
    stable_minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_080,
        description:
          "It outlives recoveries, and ends when the resource has been UP or OK for so long without interruption",
      }),
    ),
  },
  { additionalProperties: false },
);
