import { expandText } from "../../../engine/check/macros.ts";
import type { Secret } from "../../../config/settings/section.ts";
import type { BareChannel, Notification } from "../../delivery/channel.ts";
import { postMessage } from "../post-message.ts";
import { IN_DOUBT_MARK, slackEscaped, slackMessage } from "./slack-message.ts";

export interface SlackSettings {
  readonly name: string;
  /** Address of an incoming webhook; a secret, because it gives permission to post. */
  readonly url: Secret;
  /** Channel other than the webhook's own, for servers that support it (Mattermost, Rocket.Chat). */
  readonly channel: string | null;
  /** Template in Slack's markup; null: the message of slack-message.ts. */
  readonly text: string | null;
  readonly timeoutSeconds: number;
}

/**
 * Channel for incoming webhooks of Slack and of compatible servers: Mattermost, Rocket.Chat, Discord's `/slack`
 * addresses.
 */
export function createSlackChannel({ name, url, channel, text, timeoutSeconds }: SlackSettings): BareChannel {
  return {
    name,
    longestTrySeconds: timeoutSeconds,
    async deliver(notification) {
      const address = await url();
      const message = text === null ? slackMessage(notification) : { text: ownText(text, notification) };
      return await postMessage({
        url: address,
        method: "POST",
        timeoutSeconds,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "Vigie",
          "Idempotency-Key": notification.idempotencyKey,
        },
        body: JSON.stringify(channel === null ? message : { channel, ...message }),
        secrets: [],
        beforeSending: notification.beforeSending,
      });
    },
  };
}

function ownText(template: string, { macros, message }: Notification): string {
  const text = expandText(template, macros, slackEscaped);
  return message.doubt === null ? text : `${text}\n${IN_DOUBT_MARK}`;
}
