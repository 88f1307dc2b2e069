import { type ConfigError, errorOf } from "../../model/configuration-errors.ts";
import type { Inventory } from "../../model/objects.ts";
import type { Channel } from "./channel.ts";
import { channelNameOf } from "./channel-command.ts";

/** Configuration errors: one for each command that uses a channel missing in vigie.yaml. */
export function unknownChannels({ commands }: Inventory, channels: readonly Channel[]): readonly ConfigError[] {
  const names = channels.map(({ name }) => name);
  return [...commands.values()].flatMap((command) => {
    const name = channelNameOf(command);
    if (name === null || names.includes(name)) return [];
    const error = errorOf("no-channel", { channel: name, channels: names });
    return [{ ...command.source, directive: "command_line", ...error }];
  });
}
