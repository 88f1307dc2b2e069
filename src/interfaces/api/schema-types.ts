import Type from "typebox";

/** String or null. A `type` list instead of a union: the serialiser writes it without trying alternatives. */
export const nullableString = (description: string) =>
  Type.Unsafe<string | null>({ type: ["string", "null"], description });
export const nullableInteger = (description: string) =>
  Type.Unsafe<number | null>({ type: ["integer", "null"], description });
export const nullableNumber = (description: string) =>
  Type.Unsafe<number | null>({ type: ["number", "null"], description });
export const nullableBoolean = (description: string) =>
  Type.Unsafe<boolean | null>({ type: ["boolean", "null"], description });

// Without `format: date-time`, with which the serialiser would parse the formatted text again.
/** RFC 3339 in UTC with whole seconds, as written by `src/lib/rfc3339.ts`. */
export const nullableDate = (description: string) =>
  Type.Unsafe<string | null>({
    type: ["string", "null"],
    description: `${description} (RFC 3339, UTC)`,
    examples: ["2024-05-01T09:30:00Z"],
  });

/** Value of what a sentence names, for a client that says it in other words. */
export const namedValue = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
  Type.Array(Type.String()),
]);

export const errorBody = Type.Object(
  { code: Type.Integer(), message: Type.String() },
  { title: "Error", description: "What went wrong, in words." },
);

/** The same body on paths of Vigie alone. */
const namedErrorCode = Type.String({
  description: "Name of the refusal, as listed in docs/errors.md",
  examples: ["invalid-body"],
});

const namedErrorParams = Type.Record(Type.String(), namedValue, {
  description: "What the message names, where a client needs it to say it in other words",
});

/** Answers of an operation with the errors as paths of Vigie alone have them. */
export const withNamedErrors = (answers: Readonly<Record<number, object>>): Record<number, object> =>
  Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const { properties } = answer as { readonly properties?: Readonly<Record<string, unknown>> };
      return [
        status,
        properties?.["code"] === errorBody.properties.code
          ? { ...answer, properties: { ...properties, code: namedErrorCode, params: namedErrorParams } }
          : answer,
      ];
    }),
  );

const emptyBody = (description: string) => Type.Unsafe<string>({ type: "null", description });

/** Error answer with a message. */
export const errorAnswer = (description: string) => Type.Object(errorBody.properties, { title: "Error", description });

/** Answers of every operation that needs a token. */
export const commonAnswers = {
  401: errorAnswer("From `v22.04` on: the token or session is not good."),
  403: errorAnswer("No good token, or no API access."),
  500: errorAnswer("The request cannot be understood, or the server failed."),
};
/** Answer of every operation that needs a role. */
export const roleAnswer = {
  401: errorAnswer(
    "The contact lacks the role: empty body. From `v22.04` also, with a message: the token or session is invalid.",
  ),
};
/** Answer of every operation with a body. */
export const tooLargeAnswer = (bodyLimit: number) => ({
  413: errorAnswer(`The body is larger than ${bodyLimit / 1_024} KiB.`),
});

/** Answer on the paths of the original contract. */
export const notFoundAnswer = {
  404: errorAnswer("Does not exist, or is not visible to the contact. Under the original tokens an empty body."),
};
/** Answer on the paths of 20.04 and later. */
export const notFoundMessage = {
  404: errorAnswer("Does not exist, or is not visible to the contact; the message says whether host or service."),
};
export const doneAnswer = { 204: emptyBody("Durable, and visible to the next read. Empty body.") };

/** Answers of Vigie's own operations. */
export const invalidAnswer = { 400: errorAnswer("Not JSON, or one line per mistake, with its field.") };
export const missingAnswer = { 404: errorAnswer("Does not exist, or is not visible to the contact.") };

/** Answers of a login. */
export const loginRefusals = {
  401: Type.Object(errorBody.properties, { description: "Wrong name or password, or a disabled contact." }),
  429: Type.Object(errorBody.properties, {
    description: "Too many failed logins; the message says how long to wait.",
  }),
  503: Type.Object(errorBody.properties, { description: "The first start has not created the administrator yet." }),
  500: commonAnswers[500],
};

export const hostIdParameter = { host_id: Type.Integer({ description: "Host" }) };
export const serviceIdParameter = { service_id: Type.Integer({ description: "Service" }) };
