import type { UnixSeconds } from "../../lib/clock.ts";
import type { Actor } from "../../operations/audit/actor.ts";
import type { ArgumentsOf, CommandName } from "./external-command.ts";

/** Actor of a command. `author`: the one that the line names, if any. */
export type ActorOf = (author?: string) => Actor;

/**
 * Function of each command. `at` is the time of the line, `by` names who sent it. Rejects with a Refusal that says why
 * the command had no effect.
 */
export type CommandRuns<N extends CommandName = CommandName> = {
  readonly [Name in N]: (args: ArgumentsOf<Name>, at: UnixSeconds, by: ActorOf) => Promise<void>;
};
