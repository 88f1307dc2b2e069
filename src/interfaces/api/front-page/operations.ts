import type { Operation } from "../operation.ts";
import { PAGE_HEADERS } from "../page-headers.ts";
import { documents, frontPage } from "./pages.ts";

/** Page at the root, for somebody who opens the address in a browser, and the documentation it links. */
export const frontPageOperations: readonly Operation[] = [
  {
    id: "front-page",
    surface: "root",
    method: "GET",
    // Clients of Centreon look whether anybody answers there (later versions §3.2).
    paths: ["/", "/centreon", "/centreon/"],
    right: "public",
    tag: "Server",
    summary: "Page that says what this is",
    isHidden: true,
    answers: {},
    handle: (_request, _parts, reply) => reply.headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(frontPage),
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
