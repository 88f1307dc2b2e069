import { readFile } from "node:fs/promises";
import type { Operation } from "../operation.ts";
import { PAGE_HEADERS } from "../page-headers.ts";
import { takesHtml } from "../takes-html.ts";
import { documents, filesOfPages, index, pageOf } from "./pages.ts";

const HTML = "text/html; charset=utf-8";

/** The documentation, for somebody who opens the address in a browser. */
export const documentationOperations: readonly Operation[] = [
  {
    id: "documentation-index",
    surface: "root",
    method: "GET",
    paths: ["/docs", "/docs/"],
    right: "public",
    tag: "Server",
    summary: "Page that lists the documentation",
    isHidden: true,
    answers: {},
    handle: (_request, _parts, reply) => reply.headers(PAGE_HEADERS).type(HTML).send(index),
  },
  {
    id: "documentation",
    surface: "root",
    method: "GET",
    paths: [...documents.keys()] as [string, ...string[]],
    right: "public",
    tag: "Server",
    summary: "A page of the documentation: for browsers as HTML, for others as it is written",
    isHidden: true,
    answers: {},
    handle: async (request, _parts, reply) => {
      const path = request.routeOptions.url ?? "";
      reply.headers({ ...PAGE_HEADERS, vary: "Origin, Accept" });
      return takesHtml(request)
        ? reply.type(HTML).send(await pageOf(path))
        : reply.type("text/plain; charset=utf-8").send(documents.get(path)?.text);
    },
  },
  {
    id: "documentation-file",
    surface: "root",
    method: "GET",
    paths: [...filesOfPages.keys()] as [string, ...string[]],
    right: "public",
    tag: "Server",
    summary: "Style and pictures of the documentation",
    isHidden: true,
    answers: {},
    handle: async (request, _parts, reply) => {
      const { type, file } = filesOfPages.get(request.routeOptions.url ?? "")!;
      return reply
        .headers(PAGE_HEADERS)
        .type(type)
        .send(await readFile(file));
    },
  },
];
