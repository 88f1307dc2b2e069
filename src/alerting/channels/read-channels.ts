import type { Channel } from "../delivery/channel.ts";
import { CHANNEL_KINDS } from "./channel-kinds.ts";
import type { Section } from "../../config/settings/section.ts";
import { IN_DOUBT_POLICIES } from "../../model/in-doubt.ts";
import { oneOf } from "../../config/settings/value-parsers.ts";

/** Reads the channels under `channels:` in vigie.yaml; none if the section is missing. Refuses with `bad-setting`. */
export function readChannels(channels: Section | null): readonly Channel[] {
  return (channels?.sections() ?? []).map((section) => {
    if (!/^[\w.-]{1,64}$/.test(section.name)) section.refuse(null, "a name has 1 to 64 letters, digits, -, _ and .");
    const kind = section.required("kind", oneOf([...CHANNEL_KINDS.keys()]));
    const channel = CHANNEL_KINDS.get(kind)!(section);
    const inDoubt = section.optional("in_doubt", oneOf(IN_DOUBT_POLICIES)) ?? "send";
    section.end();
    return { ...channel, kind, inDoubt };
  });
}
