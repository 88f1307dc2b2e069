import { ADAPTIVE_COMMANDS } from "./adaptive-commands.ts";
import { SUPPORTED_COMMANDS, type CommandRule } from "./supported-commands.ts";

/** External commands that Vigie executes, by name. */
export const COMMANDS: ReadonlyMap<string, CommandRule> = new Map<string, CommandRule>([
  ...Object.entries(SUPPORTED_COMMANDS),
  ...ADAPTIVE_COMMANDS,
]);
