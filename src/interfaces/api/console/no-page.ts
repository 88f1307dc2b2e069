import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../../model/refusal.ts";
import { takesHtml } from "../takes-html.ts";
import { CONSOLE_PAGE_HEADERS, sendConsoleFile } from "./send-console-file.ts";

/**
 * Answers a request without a route, if somebody opened the address in a browser, by the console, which says that there
 * is no such page. False: a program asked, or for the API, or the console is not built.
 */
export const sendNoPage = async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<boolean> =>
  error instanceof Refusal &&
  error.code === "no-route" &&
  isOfBrowser(request) &&
  (await sendConsoleFile(request, reply, "index.html", HEADERS, 404));

const HEADERS = {
  ...CONSOLE_PAGE_HEADERS,
  "cache-control": "no-store",
  vary: "Origin, Accept, Accept-Encoding",
} as const;

const isOfBrowser = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") && takesHtml(request) && !OF_PROGRAMS.test(request.url);

const OF_PROGRAMS = /^\/(?:api|centreon|metrics)(?![^/?])/;
