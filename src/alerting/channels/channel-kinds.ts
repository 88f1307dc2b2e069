import type { Section } from "../../config/settings/section.ts";
import type { BareChannel } from "../delivery/channel.ts";
import { readMailChannel } from "./mail/read-mail-channel.ts";
import { readSlackChannel } from "./slack/read-slack-channel.ts";
import { readWebhookChannel } from "./webhook/read-webhook-channel.ts";

/**
 * Allowed values of a channel's `kind` in vigie.yaml, with the functions that create a channel from its settings. These
 * open nothing.
 */
export const CHANNEL_KINDS: ReadonlyMap<string, (section: Section) => BareChannel> = new Map([
  ["mail", readMailChannel],
  ["webhook", readWebhookChannel],
  ["slack", readSlackChannel],
]);
