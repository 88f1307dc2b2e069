import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import Type from "typebox";

const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
} as const;

const PAGE_FILES = [
  { url: "/api/docs", file: "docs.html", type: TYPES.html },
  { url: "/api/docs/docs.css", file: "docs.css", type: TYPES.css },
  ...["docs.js", "dom.js", "operation.js", "schema.js", "try-out.js"].map((file) => ({
    url: `/api/docs/${file}`,
    file,
    type: TYPES.js,
  })),
];

/** `GET /api/openapi.json`, and at `/api/docs` a page that shows it without asking any other server. */
export function registerDocs(app: FastifyInstance): void {
  let document: string | undefined;
  app.get(
    "/api/openapi.json",
    {
      config: { operation: "openapi-document" },
      schema: {
        operationId: "openapi-document",
        tags: ["Server"],
        summary: "This document",
        security: [],
        response: { 200: Type.Object({}, { description: "OpenAPI 3.1." }) },
      },
    },
    (_request, reply) => reply.type("application/json").send((document ??= JSON.stringify(app.swagger()))),
  );

  for (const { url, file, type } of PAGE_FILES) {
    const text = readFileSync(new URL(`page/${file}`, import.meta.url));
    app.get(url, { config: { operation: "docs-page" }, schema: { hide: true } }, (_request, reply) =>
      reply.headers(PAGE_HEADERS).type(type).send(text),
    );
  }
}
