import { createConfig, lintFromString } from "@redocly/openapi-core";
import fastify from "fastify";
import { OPERATIONS } from "../src/interfaces/api/all-operations.ts";
import { collectOpenApi } from "../src/interfaces/api/openapi/document.ts";
import type { ApiParts } from "../src/interfaces/api/api-parts.ts";
import { registerOperations } from "../src/interfaces/api/register-operations.ts";

// Validates the OpenAPI document with the rules of Redocly's command line.
const config = await createConfig({
  extends: ["recommended-strict"],
  rules: {
    // Fixed words of a path come before names in the same place, as in Centreon.
    "no-ambiguous-paths": "off",
    // Redirects have only 3xx, what does not exist here only 404, and what is public may have no 4xx.
    "operation-2xx-response": "off",
    "operation-4xx-response": "off",
  },
});

const app = fastify();
app.setValidatorCompiler(() => () => true);
app.setSerializerCompiler(() => JSON.stringify);
const document = await collectOpenApi(app, "0.0.0");
// No operation is called.
registerOperations(app, OPERATIONS, {} as ApiParts);
await app.ready();
const problems = await lintFromString({ source: document().toString(), absoluteRef: "openapi.json", config });

for (const { ruleId, message, location } of problems) {
  const place = location[0] as { readonly pointer?: string } | undefined;
  process.stdout.write(`openapi.json ${place?.pointer ?? ""}: ${message} (${ruleId})\n`);
}
if (problems.length === 0) process.stdout.write(`${OPERATIONS.length} operations; their OpenAPI document is valid\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
