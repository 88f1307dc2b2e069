import type { Channel } from "../delivery/channel.ts";
import { CHANNEL_KINDS } from "./channel-kinds.ts";
import type { Section } from "../../config/settings/section.ts";
import { createSettingMistakes } from "../../config/settings/setting-mistakes.ts";
import { IN_DOUBT_POLICIES } from "../../model/in-doubt.ts";
import { oneOf } from "../../config/settings/value-parsers.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/**
 * Reads the channels under `channels:` in vigie.yaml; none if the section is missing. Refuses with `bad-setting`, with a
 * line for each mistake.
 */
export function readChannels(channels: Section | null): readonly Channel[] {
  if (channels === null) return [];
  const mistakes = createSettingMistakes();
  const read = channels.sections().flatMap((section) => mistakes.keep(() => [readChannel(section)], []));
  mistakes.keep(() => channels.end(), undefined);
  mistakes.end();
  return read;
}

function readChannel(section: Section): Channel {
  if (!/^[\w.-]{1,64}$/.test(section.name)) section.refuse(null, errorOf("channel-name", {}));
  const kind = section.required("kind", oneOf([...CHANNEL_KINDS.keys()]));
  const channel = CHANNEL_KINDS.get(kind)!(section);
  const inDoubt = section.optional("in_doubt", oneOf(IN_DOUBT_POLICIES)) ?? "send";
  section.end();
  return { ...channel, kind, inDoubt };
}
