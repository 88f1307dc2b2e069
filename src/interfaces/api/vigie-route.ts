import Type, { type TProperties, type TSchema } from "typebox";
import type { OperationId } from "./rights.ts";
import { commonAnswers, errorBody, tooLargeAnswer } from "./schema-types.ts";

/** How an operation beside the contract, below `/api`, is described. */
export interface OwnOperation {
  readonly tag: "Acknowledgements" | "Decisions" | "Downtimes" | "Server";
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: TProperties;
  readonly query?: TProperties;
  readonly body?: TSchema;
  /** By status, over those of every operation with credentials. */
  readonly answers: Readonly<Record<number, TSchema>>;
}

/** The options of its route. */
export function ownRoute(
  operation: OperationId,
  { tag, summary, description, parameters, query, body, answers }: OwnOperation,
) {
  return {
    config: { operation },
    schema: {
      operationId: operation,
      tags: [tag],
      summary,
      security: [{ token: [] }, { session: [] }],
      ...(description === undefined ? {} : { description }),
      ...(parameters === undefined ? {} : { params: Type.Object(parameters) }),
      ...(query === undefined ? {} : { querystring: Type.Object(query) }),
      ...(body === undefined ? {} : { body }),
      response: { ...commonAnswers, ...(body === undefined ? {} : tooLargeAnswer), ...answers },
    },
  };
}

/** An answer that is an error. */
export const told = (description: string) => Type.Object(errorBody.properties, { title: "Error", description });

export const invalidAnswer = { 400: told("No JSON, or one line for each mistake, with its field.") };
export const missingAnswer = { 404: told("Does not exist, or is not visible to the contact.") };
