import Type from "typebox";

/** Acknowledgement with an expiry time, which the contract's bodies cannot express. */
export const expiringAcknowledgementRequest = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: 4_096 }),
    sticky: Type.Optional(
      Type.Boolean({ default: true, description: "Lasts until recovery, not only until the next state change" }),
    ),
    notify: Type.Optional(Type.Boolean({ default: false, description: "Notify contacts about the acknowledgement" })),
    persistent: Type.Optional(
      Type.Boolean({ default: false, description: "The comment survives the acknowledgement" }),
    ),
    until: Type.Optional(
      Type.String({
        description:
          "Expiry time, RFC 3339, in the future; contacts are notified immediately if the problem still exists then",
        examples: ["2026-11-24T10:00:00+01:00"],
      }),
    ),
    stable_minutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_080,
        description:
          "Survives recoveries; ends after the resource has been UP or OK for this long without interruption",
      }),
    ),
  },
  { additionalProperties: false },
);
