import { readFileSync } from "node:fs";
import Type from "typebox";
import type { Operation } from "../operation.ts";
import { PAGE_HEADERS, PUBLIC_CACHE } from "../page-headers.ts";

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
} as const;

const SCRIPTS = ["docs.js", "dom.js", "operation.js", "schema.js", "try-out.js"];
const PAGE = "/docs";
const page = new Map([
  [PAGE, pageFile("docs.html", TYPES.html)],
  [`${PAGE}/docs.css`, pageFile("docs.css", TYPES.css)],
  ...SCRIPTS.map((file) => [`${PAGE}/${file}`, pageFile(file, TYPES.js)] as const),
]);

function pageFile(file: string, type: string) {
  return { type, text: readFileSync(new URL(`page/${file}`, import.meta.url)) };
}

/** OpenAPI document, and a page that shows it without requests to other servers. */
export const openApiOperations: readonly Operation[] = [
  {
    id: "openapi-document",
    surface: "vigie",
    method: "GET",
    paths: ["/openapi.json"],
    right: "public",
    tag: "Server",
    summary: "This document",
    answers: { 200: Type.Object({}, { description: "OpenAPI 3.1." }) },
    handle: (_request, { openApiDocument }, reply) =>
      reply.headers(PUBLIC_CACHE).type("application/json").send(openApiDocument()),
  },
  {
    id: "docs-page",
    surface: "vigie",
    method: "GET",
    paths: [...page.keys()] as [string, ...string[]],
    right: "public",
    tag: "Server",
    summary: "Page that shows this document",
    isHidden: true,
    answers: {},
    handle: (request, _parts, reply) => {
      const { type, text } = page.get((request.routeOptions.url ?? "").slice("/api".length))!;
      return reply.headers(PAGE_HEADERS).type(type).send(text);
    },
  },
];
