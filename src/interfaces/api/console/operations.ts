import { noRoute } from "../errors.ts";
import type { Operation } from "../operation.ts";
import { CONSOLE_PATHS } from "./console-paths.ts";
import { favicon } from "./favicon.ts";
import { notBuiltPage } from "./not-built-page.ts";
import { CONSOLE_PAGE_HEADERS, sendConsoleFile } from "./send-console-file.ts";

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
      const isSent = await sendConsoleFile(request, reply, "index.html", CONSOLE_PAGE_HEADERS);
      return isSent ? reply : reply.headers(CONSOLE_PAGE_HEADERS).type("text/html; charset=utf-8").send(notBuiltPage);
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
      if (!(await sendConsoleFile(request, reply, `assets/${name}`, FILE_HEADERS))) throw noRoute(request);
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
