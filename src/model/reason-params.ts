/**
 * What the sentence of a reason names, so that a client can say it in another language. Names of members are those of
 * the API, times RFC 3339 in UTC.
 */
export type ReasonParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
