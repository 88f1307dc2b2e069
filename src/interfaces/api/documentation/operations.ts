import type { Operation } from "../operation.ts";
import { PAGE_HEADERS } from "../page-headers.ts";
import { documents, index } from "./pages.ts";

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
    handle: (_request, _parts, reply) => reply.headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(index),
  },
  {
    id: "documentation",
    surface: "root",
    method: "GET",
    paths: [...documents.keys()] as [string, ...string[]],
    right: "public",
    tag: "Server",
    summary: "A page of the documentation, as it is written",
    isHidden: true,
    answers: {},
    handle: ({ routeOptions }, _parts, reply) =>
      reply
        .headers(PAGE_HEADERS)
        .type("text/plain; charset=utf-8")
        .send(documents.get(routeOptions.url ?? "")?.text),
  },
];
