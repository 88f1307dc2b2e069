import type { Command } from "../../model/objects.ts";

/** The channel of vigie.yaml that a notification command stands for (`command_line channel ops-mail`); null for a program. */
export function channelNameOf({ line }: Pick<Command, "line">): string | null {
  return /^\s*channel\s+(\S+)\s*$/.exec(line)?.[1] ?? null;
}
