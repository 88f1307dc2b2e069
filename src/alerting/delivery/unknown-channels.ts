import type { ConfigError, Inventory } from "../../model/objects.ts";
import type { Channel } from "./channel.ts";
import { channelNameOf } from "./channel-command.ts";

/** Configuration errors: one for each command that uses a channel missing in vigie.yaml. */
export function unknownChannels({ commands }: Inventory, channels: readonly Channel[]): readonly ConfigError[] {
  const names = channels.map(({ name }) => name);
  return [...commands.values()].flatMap((command) => {
    const name = channelNameOf(command);
    if (name === null || names.includes(name)) return [];
    const message = `there is no channel '${name}' in vigie.yaml; there is ${names.join(", ") || "none"}`;
    return [{ ...command.source, directive: "command_line", message }];
  });
}
