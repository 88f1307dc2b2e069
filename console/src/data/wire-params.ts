/** What a message of the server names, by its code. */
export type MessageParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
