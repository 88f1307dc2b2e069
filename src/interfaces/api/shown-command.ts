import type { Caller } from "../../access/caller.ts";
import { maskSecrets, type Secret } from "../../lib/mask-secrets.ts";
import type { CommandCall } from "../../model/objects.ts";

/** Lines and arguments of commands of every kind, of hosts too: they may hold what is in no macro. */
export const seesArguments = ({ hasRole }: Pick<Caller, "hasRole">): boolean => hasRole("service_display_command");

/** A command as it is configured; without the right, its name alone. */
export const shownCommand = (
  { name, raw }: Pick<CommandCall, "name" | "raw">,
  secrets: readonly Secret[],
  caller: Pick<Caller, "hasRole">,
): string => (seesArguments(caller) ? maskSecrets(raw, secrets) : name);
