import type { UnixSeconds } from "../../lib/clock.ts";
import type { ArgumentsOf, CommandName } from "./external-command.ts";

/**
 * Function of each command. `at` is the time of the line. Rejects with a Refusal that says why the command had no
 * effect.
 */
export type CommandRuns<N extends CommandName = CommandName> = {
  readonly [Name in N]: (args: ArgumentsOf<Name>, at: UnixSeconds) => Promise<void>;
};
