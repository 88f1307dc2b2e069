import type { Section } from "../../config/settings/section.ts";
import type { BareChannel } from "../delivery/channel.ts";
import { readMailChannel } from "./mail/read-mail-channel.ts";
import { readSlackChannel } from "./slack/read-slack-channel.ts";
import { readWebhookChannel } from "./webhook/read-webhook-channel.ts";

/** What `kind` of a channel in vigie.yaml may be, with what makes a channel of its settings. Opens nothing. */
export const CHANNEL_KINDS: ReadonlyMap<string, (section: Section) => BareChannel> = new Map([
  ["mail", readMailChannel],
  ["webhook", readWebhookChannel],
  ["slack", readSlackChannel],
]);
