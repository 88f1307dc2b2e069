import type { Section } from "../../../config/settings/section.ts";
import { httpUrl, oneLine, wholeNumber } from "../../../config/settings/value-parsers.ts";
import type { BareChannel } from "../../delivery/channel.ts";
import { createSlackChannel } from "./slack-channel.ts";
import { errorOf } from "../../../model/configuration-errors.ts";

/** Reads a channel with `kind: slack`. Its settings are described in docs/notifications.md. */
export function readSlackChannel(section: Section): BareChannel {
  return createSlackChannel({
    name: section.name,
    url: section.secret("url", httpUrl) ?? section.refuse(null, errorOf("url-missing", {})),
    channel: section.optional("channel", oneLine) ?? null,
    text: section.optional("text", String) ?? null,
    timeoutSeconds: section.optional("timeout_seconds", wholeNumber(1, 300)) ?? 10,
  });
}
