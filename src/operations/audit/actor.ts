import type { RequestMark } from "../../model/done-request.ts";

/** Sender of an operation, as recorded in audit events. */
export interface Actor {
  /** Contact alias of a caller, or the author named by an external command. */
  readonly name: string;
  /** `cli`: over the local socket. */
  readonly source: "api" | "command-file" | "cli" | "console";
  /** IP address of the client; null if there is none. */
  readonly address: string | null;
  /** What is stored with the effect of a request that has an id. */
  readonly request?: RequestMark;
}

/** Name of the actor for an external command without an author. */
const COMMAND_FILE = "command file";

/** Actor of an external command. `author`: the one it names, if any. */
export const commandFileActor = (author: string = COMMAND_FILE): Actor => ({
  name: author,
  source: "command-file",
  address: null,
});

const SOURCES: Readonly<Record<Actor["source"], string>> = {
  api: "over the API",
  "command-file": "by the command file",
  cli: "over the local socket",
  console: "in the console",
};

/** Words such as `by jdoe over the API from 10.1.2.3`. */
export function actorWords({ name, source, address }: Actor): string {
  if (source === "command-file" && name === COMMAND_FILE) return SOURCES[source];
  return `by ${name} ${SOURCES[source]}${address === null ? "" : ` from ${address}`}`;
}
