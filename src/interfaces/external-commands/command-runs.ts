import type { UnixSeconds } from "../../lib/clock.ts";
import type { ArgumentsOf, CommandName } from "./external-command.ts";

/** One function a command. `at` is the time of the line. Rejects with a Refusal that says why nothing came of it. */
export type CommandRuns<N extends CommandName = CommandName> = {
  readonly [Name in N]: (args: ArgumentsOf<Name>, at: UnixSeconds) => Promise<void>;
};
