import { createHash } from "node:crypto";
import fastify from "fastify";
import { OPERATIONS } from "../../../src/interfaces/api/all-operations.ts";
import { collectOpenApi } from "../../../src/interfaces/api/openapi/document.ts";
import type { ApiParts } from "../../../src/interfaces/api/api-parts.ts";
import { registerOperations } from "../../../src/interfaces/api/register-operations.ts";

interface Document {
  readonly paths: Readonly<Record<string, unknown>>;
}

/** The OpenAPI document of what the console uses: the server's own paths, without the words for people. */
export async function consoleApi(): Promise<Document> {
  const app = fastify();
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  const document = await collectOpenApi(app, "0.0.0");
  // No operation is called.
  registerOperations(app, OPERATIONS, {} as ApiParts);
  await app.ready();
  const whole = JSON.parse(document().toString()) as Document;
  await app.close();
  const own = Object.entries(whole.paths).filter(([path]) => /^\/api\/(?!\{|prometheus\/)/.test(path));
  return withoutWords({ ...whole, paths: Object.fromEntries(own) }) as Document;
}

/** Of the whole document. */
export const hashOf = (document: Document): string =>
  createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 16);

/** Without descriptions: they change often, and types have none. A member of that name in a schema stays. */
function withoutWords(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => isNames || !WORDS.has(name));
  return Object.fromEntries(
    entries.map(([name, member]) => [name, withoutWords(member, !isNames && name === "properties")]),
  );
}

const WORDS: ReadonlySet<string> = new Set(["description", "summary", "example", "examples", "tags"]);
