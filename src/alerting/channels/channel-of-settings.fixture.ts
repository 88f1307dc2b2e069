import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../../config/settings/read-settings.ts";
import type { Channel } from "../delivery/channel.ts";
import { readChannels } from "./read-channels.ts";

/** Reads the channel `ops` of a vigie.yaml in the folder with these lines under its name. */
export function channelOfSettings(folder: string, lines: readonly string[]): Channel {
  writeFileSync(
    join(folder, "vigie.yaml"),
    ["channels:", "  ops:", ...lines.map((line) => `    ${line}`), ""].join("\n"),
  );
  return readChannels(readSettings({ flags: { config: folder }, env: {}, root: folder }).channels)[0]!;
}
