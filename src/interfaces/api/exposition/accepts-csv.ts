import type { FastifyRequest } from "fastify";

/** The client asks for CSV, and not for JSON before it. */
export function acceptsCsv({ headers: { accept = "" } }: FastifyRequest): boolean {
  const [csv, json] = [accept.indexOf("text/csv"), accept.indexOf("application/json")];
  return csv !== -1 && (json === -1 || csv < json);
}
