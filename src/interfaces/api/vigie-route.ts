import Type, { type TProperties, type TSchema } from "typebox";
import type { OperationId } from "./rights.ts";
import { commonAnswers, errorBody, tooLargeAnswer } from "./schema-types.ts";

/** How an operation beside the contract, below `/api`, is described. */
export interface VigieOperation {
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
export function vigieRoute(
  operation: OperationId,
  { tag, summary, description, parameters, query, body, answers }: VigieOperation,
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
export const errorAnswer = (description: string) => Type.Object(errorBody.properties, { title: "Error", description });

export const invalidAnswer = { 400: errorAnswer("No JSON, or one line for each mistake, with its field.") };
export const missingAnswer = { 404: errorAnswer("Does not exist, or is not visible to the contact.") };
