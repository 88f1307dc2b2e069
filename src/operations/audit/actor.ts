/** Sender of an operation, as audit events name it. */
export interface Actor {
  /** Contact alias of a caller, or the author that a command line names. */
  readonly name: string;
  /** `cli`: over the local socket. */
  readonly source: "api" | "command-file" | "cli" | "console";
  /** IP address of the client; null where there is none. */
  readonly address: string | null;
}

/** Name of the actor, where a command line has no author. */
const COMMAND_FILE = "command file";

/** `author`: the one that the line names, if any. */
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
