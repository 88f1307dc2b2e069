import { expandText } from "../../../engine/check/macros.ts";
import type { Secret } from "../../../config/settings/section.ts";
import type { BareChannel } from "../../delivery/channel.ts";
import { postMessage, type HttpMessage } from "../post-message.ts";
import { webhookBody } from "./webhook-body.ts";

export interface WebhookSettings {
  readonly name: string;
  readonly url: Secret;
  readonly method: HttpMessage["method"];
  readonly headers: ReadonlyMap<string, string>;
  readonly secretHeaders: ReadonlyMap<string, Secret>;
  /** JSON with macros; null: all data, see webhook-body.ts. */
  readonly body: string | null;
  readonly timeoutSeconds: number;
}

/** Channel that sends JSON over HTTP. Receivers recognize repetitions by `Idempotency-Key`. */
export function createWebhookChannel({
  name,
  url,
  method,
  headers,
  secretHeaders,
  body,
  timeoutSeconds,
}: WebhookSettings): BareChannel {
  return {
    name,
    longestTrySeconds: timeoutSeconds,
    async deliver(notification) {
      const secrets = await Promise.all(
        [...secretHeaders].map(async ([header, secret]) => [header, await secret()] as const),
      );
      return await postMessage({
        url: await url(),
        method,
        timeoutSeconds,
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "Vigie",
          ...Object.fromEntries(headers),
          ...Object.fromEntries(secrets),
          "Idempotency-Key": notification.idempotencyKey,
          ...(notification.message.doubt !== null && { "Vigie-In-Doubt": "true" }),
        },
        body:
          body === null ? JSON.stringify(webhookBody(notification)) : expandText(body, notification.macros, withinJson),
        secrets: secrets.map(([, secret]) => secret),
        beforeSending: notification.beforeSending,
      });
    },
  };
}

/** Escapes a text for use inside a JSON string. */
const withinJson = (text: string): string => JSON.stringify(text.toWellFormed()).slice(1, -1);
