import { parseTemplate } from "../../../engine/check/macro/template.ts";
import { readHeaders } from "../../../config/settings/header-settings.ts";
import type { Section } from "../../../config/settings/section.ts";
import { httpUrl, oneOf, wholeNumber } from "../../../config/settings/value-parsers.ts";
import type { BareChannel } from "../../delivery/channel.ts";
import { createWebhookChannel } from "./webhook-channel.ts";
import { errorOf, MistakenValue } from "../../../model/configuration-errors.ts";

/** Reads a channel with `kind: webhook`. Its settings are described in docs/notifications.md. */
export function readWebhookChannel(section: Section): BareChannel {
  return createWebhookChannel({
    name: section.name,
    url: section.secret("url", httpUrl) ?? section.refuse(null, errorOf("url-missing", {})),
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
    const unusable = errorOf("setting-unusable", { part: null, reason: (error as Error).message, form: "json" });
    throw new MistakenValue(unusable, { cause: error });
  }
  return text;
}
