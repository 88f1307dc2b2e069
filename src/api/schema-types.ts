import Type from 'typebox'

/** A value or null. One `type` list, not a union: the serialiser writes it without trying alternatives. */
export const nullableString = (description: string) => Type.Unsafe<string | null>({ type: ['string', 'null'], description })
export const nullableInteger = (description: string) => Type.Unsafe<number | null>({ type: ['integer', 'null'], description })
export const nullableNumber = (description: string) => Type.Unsafe<number | null>({ type: ['number', 'null'], description })
export const nullableBoolean = (description: string) => Type.Unsafe<boolean | null>({ type: ['boolean', 'null'], description })

// `format: date-time` is left out: with it the serialiser would take the ready text apart again.
/** RFC 3339 in UTC with whole seconds, as `src/lib/rfc3339.ts` writes it. */
export const nullableDate = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], description: `${description} (RFC 3339, UTC)`, examples: ['2024-05-01T09:30:00Z'] })

export const errorBody = Type.Object(
  { code: Type.Integer(), message: Type.String() },
  { title: 'Error', description: 'What went wrong, in words.' },
)

const emptyBody = (description: string) => Type.Unsafe<string>({ type: 'null', description })

/** Answers of every operation that needs a token. */
export const commonAnswers = {
  403: Type.Object(errorBody.properties, { title: 'Error', description: 'No good token, or no API access.' }),
  500: Type.Object(errorBody.properties, { title: 'Error', description: 'The request cannot be understood, or the server failed.' }),
}
export const notFoundAnswer = { 404: emptyBody('Does not exist, or is not visible to the contact. Empty body.') }
export const commandAnswers = {
  204: emptyBody('Durable, and visible to the next read. Empty body.'),
  401: emptyBody('The contact lacks the role. Empty body.'),
  ...commonAnswers,
}

export const hostIdParameter = { host_id: Type.Integer({ description: 'Host' }) }
export const serviceIdParameter = { service_id: Type.Integer({ description: 'Service' }) }
