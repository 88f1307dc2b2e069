import type { FastifyRequest } from "fastify";
import { textIn } from "../query-parameters.ts";

/** The client asks for CSV, and not for JSON before it; a link of a page, which has no headers, by `format=csv`. */
export function acceptsCsv(request: FastifyRequest): boolean {
  if (textIn(request, "format") === "csv") return true;
  const { accept = "" } = request.headers;
  const [csv, json] = [accept.indexOf("text/csv"), accept.indexOf("application/json")];
  return csv !== -1 && (json === -1 || csv < json);
}
