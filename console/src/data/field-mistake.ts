import { ApiError } from "./client.ts";
import { namedFacts } from "./named-facts.ts";
import type { ToldRefusal } from "./refusal.ts";
import type { MessageParams } from "./wire-params.ts";

/** What is wrong with a field of a request. */
export interface FieldMistake {
  readonly field: string;
  /** In the server's words. */
  readonly text: string;
  /** What was expected and found, of a difference from the schema. */
  readonly difference: { readonly code: string; readonly params: MessageParams } | undefined;
}

/** One for each line of the server; null if there is a line of another form. Of the lines of one difference the first. */
export function fieldMistakes({
  message,
  fields,
}: Pick<ToldRefusal, "message" | "fields">): readonly FieldMistake[] | null {
  const told = new Set<string>();
  const mistakes: FieldMistake[] = [];
  for (const line of message.split("\n")) {
    const { field, text } = /^Error on '(?<field>[^']*)': (?<text>.*)$/.exec(line)?.groups ?? {};
    if (field === undefined || text === undefined) return null;
    const difference = differenceOf(fields?.[field]);
    if (difference !== undefined && told.has(field)) continue;
    if (difference !== undefined) told.add(field);
    mistakes.push({ field, text, difference });
  }
  return mistakes;
}

/** True for a refusal because of this field or parameter. */
export const isAboutField = (error: unknown, field: string): boolean =>
  error instanceof ApiError && error.code === "invalid-body" && namedFacts(error.params).list("fields").includes(field);

function differenceOf(told: unknown): FieldMistake["difference"] {
  const isDifference = typeof told === "object" && told !== null && "code" in told && "params" in told;
  return isDifference ? (told as FieldMistake["difference"]) : undefined;
}
