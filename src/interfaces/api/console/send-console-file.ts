import type { FastifyReply, FastifyRequest } from "fastify";
import { PUBLIC_CACHE } from "../page-headers.ts";
import { readConsoleFile } from "./console-file.ts";

/** Headers of the page of the console: what it loads and asks is of this server, and no other page may frame it. */
export const CONSOLE_PAGE_HEADERS = {
  ...PUBLIC_CACHE,
  "content-security-policy": "default-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'none'",
  "referrer-policy": "same-origin",
} as const;

/** Answers with a file; false if there is none of this name. `status` in the place of 200. */
export async function sendConsoleFile(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  headers: Readonly<Record<string, string>>,
  status?: number,
): Promise<boolean> {
  const file = await readConsoleFile(request, name);
  if (file === null) return false;
  reply
    .code(status ?? file.status)
    .headers({ ...file.headers, vary: "Origin, Accept-Encoding", ...headers })
    .send(file.content);
  return true;
}
