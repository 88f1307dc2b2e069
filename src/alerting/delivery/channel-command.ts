import type { Command } from "../../model/objects.ts";

/**
 * Name of the channel in vigie.yaml used by a notification command (`command_line channel ops-mail`); null for a
 * program.
 */
export function channelNameOf({ line }: Pick<Command, "line">): string | null {
  return /^\s*channel\s+(\S+)\s*$/.exec(line)?.[1] ?? null;
}
