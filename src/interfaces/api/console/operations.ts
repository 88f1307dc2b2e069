import type { FastifyReply, FastifyRequest } from "fastify";
import { noRoute } from "../errors.ts";
import type { Operation } from "../operation.ts";
import { PUBLIC_CACHE } from "../page-headers.ts";
import { readConsoleFile } from "./console-file.ts";
import { CONSOLE_PATHS } from "./console-paths.ts";
import { favicon } from "./favicon.ts";
import { notBuiltPage } from "./not-built-page.ts";

/** Headers of the page of the console: what it loads and asks is of this server, and no other page may frame it. */
const PAGE_HEADERS = {
  ...PUBLIC_CACHE,
  "content-security-policy": "default-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'",
  "referrer-policy": "same-origin",
} as const;

/** Number of Centreon's page of events. */
const EVENT_LOGS = "20301";

/** Files with a hash of their content in their name never change. */
const FILE_HEADERS = { "cache-control": "public, max-age=31536000, immutable" } as const;

/** The icon has no hash in its name. */
const ICON_HEADERS = { "cache-control": "public, max-age=86400" } as const;

/** The console: one page at all its addresses, and the files that this loads. */
export const consoleOperations: readonly Operation[] = [
  {
    id: "console",
    surface: "root",
    method: "GET",
    // Clients of Centreon look whether anybody answers at the second (later versions §3.2).
    paths: CONSOLE_PATHS,
    right: "public",
    tag: "Server",
    summary: "Page of the console",
    isHidden: true,
    answers: {},
    handle: async (request, _parts, reply) => {
      const isSent = await sendFile(request, reply, "index.html", PAGE_HEADERS);
      return isSent ? reply : reply.headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(notBuiltPage);
    },
  },
  {
    id: "centreon-page",
    surface: "root",
    method: "GET",
    paths: ["/monitoring/resources", "/centreon/monitoring/resources", "/main.php", "/centreon/main.php"],
    right: "public",
    tag: "Server",
    summary: "Pages of Centreon that clients open in a browser, such as Nagstamon: to that of the console",
    isHidden: true,
    answers: {},
    handle: (request, _parts, reply) => {
      const { p } = request.query as { readonly p?: string | readonly string[] };
      return reply.redirect(p === EVENT_LOGS ? "/events" : "/resources", 302);
    },
  },
  {
    id: "console-file",
    surface: "root",
    method: "GET",
    paths: ["/assets/:name"],
    right: "public",
    tag: "Server",
    summary: "File of the console",
    isHidden: true,
    answers: {},
    handle: async (request, _parts, reply) => {
      const { name } = request.params as { readonly name: string };
      if (!(await sendFile(request, reply, `assets/${name}`, FILE_HEADERS))) throw noRoute(request);
      return reply;
    },
  },
  {
    id: "favicon",
    surface: "root",
    method: "GET",
    paths: ["/favicon.ico"],
    right: "public",
    tag: "Server",
    summary: "Icon of the pages",
    isHidden: true,
    answers: {},
    handle: (_request, _parts, reply) => reply.headers(ICON_HEADERS).type("image/svg+xml").send(favicon),
  },
];

/** Answers with a file; false if there is none of this name. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const file = await readConsoleFile(request, name);
  if (file === null) return false;
  reply
    .code(file.status)
    .headers({ ...file.headers, ...headers, vary: "Origin, Accept-Encoding" })
    .send(file.content);
  return true;
}
