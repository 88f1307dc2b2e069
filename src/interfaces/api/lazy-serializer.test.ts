import { expect, test } from "vitest";
import { OPERATIONS } from "./all-operations.ts";
import { compile } from "./lazy-serializer.ts";
import { describeOperation } from "./openapi/describe-operation.ts";
import { operationId } from "./operation.ts";

test.each(OPERATIONS.map((operation) => [operationId(operation), operation] as const))(
  "the schemas of all answers of %s can be compiled, not only those that a test sends",
  (_id, operation) => {
    for (const answer of Object.values<object>(describeOperation(operation).response)) {
      const { content } = answer as { readonly content?: Readonly<Record<string, { readonly schema: object }>> };
      const schemas = content === undefined ? [answer] : Object.values(content).map(({ schema }) => schema);
      for (const schema of schemas) expect(compile(schema)).toBeTypeOf("function");
    }
  },
);
