import { Refusal } from "../../model/refusal.ts";
import type { ServerApi } from "../api-client.ts";

export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
}

/** Sends external commands and returns those that were refused. */
export async function runLines(api: ServerApi, lines: readonly string[]): Promise<readonly RefusedLine[]> {
  return (await api.call<{ readonly refused: readonly RefusedLine[] }>("POST", "/api/commands", { lines })).refused;
}

/** Sends one. Refuses with `server-refused`. */
export async function runLine(api: ServerApi, line: string): Promise<void> {
  const [refused] = await runLines(api, [line]);
  if (refused !== undefined) throw new Refusal("server-refused", refused.reason.replace(/^[A-Z_]+: /, ""));
}
