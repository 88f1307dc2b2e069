import { parseTemplate } from "../../../engine/check/macro/template.ts";
import { readHeaders } from "../../../config/settings/header-settings.ts";
import type { Section } from "../../../config/settings/section.ts";
import { httpUrl, oneOf, wholeNumber } from "../../../config/settings/value-parsers.ts";
import type { BareChannel } from "../../delivery/channel.ts";
import { createWebhookChannel } from "./webhook-channel.ts";

/** Reads a channel with `kind: webhook`. Its settings are described in docs/notifications.md. */
export function readWebhookChannel(section: Section): BareChannel {
  return createWebhookChannel({
    name: section.name,
    url: section.secret("url", httpUrl) ?? section.refuse(null, "'url' or 'url_file' is missing"),
    method: section.optional("method", oneOf(["POST", "PUT", "PATCH"])) ?? "POST",
    ...readHeaders(section),
    body: section.optional("body", jsonTemplate) ?? null,
    timeoutSeconds: section.optional("timeout_seconds", wholeNumber(1, 300)) ?? 10,
  });
}

/** Checks that the body is JSON after its macros are replaced; a macro stands within quotes, or for a number. */
function jsonTemplate(text: string): string {
  const example = parseTemplate(text)
    .map((part) => (part.kind === "text" ? part.text : "1"))
    .join("");
  try {
    JSON.parse(example);
  } catch (error) {
    throw new Error(`expected JSON with macros in quotes: ${(error as Error).message}`, { cause: error });
  }
  return text;
}
