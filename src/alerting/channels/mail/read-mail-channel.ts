import { readNamedFile, type Section } from "../../../config/settings/section.ts";
import { address, oneLine, oneOf, wholeNumber } from "../../../config/settings/value-parsers.ts";
import type { BareChannel } from "../../delivery/channel.ts";
import { createMailChannel } from "./mail-channel.ts";
import { errorOf, MistakenValue } from "../../../model/configuration-errors.ts";

/** Reads a channel with `kind: mail`. Its settings are described in docs/notifications.md. */
export function readMailChannel(section: Section): BareChannel {
  const user = section.optional("user", oneLine);
  const password = section.secret("password", oneLine);
  if ((user === undefined) !== (password === undefined)) section.refuse(null, errorOf("user-without-password", {}));
  return createMailChannel({
    name: section.name,
    server: section.required("server", address),
    tls: section.optional("tls", oneOf(["starttls", "tls", "none"])) ?? "starttls",
    ca: section.optional("ca_file", certificates) ?? null,
    from: section.required("from", oneLine),
    login: user === undefined ? null : { user, password: password! },
    subject: section.optional("subject", oneLine) ?? null,
    text: section.optional("text", String) ?? null,
    html: section.optional("html", String) ?? null,
    timeoutSeconds: section.optional("timeout_seconds", wholeNumber(1, 300)) ?? 30,
  });
}

const MAX_CERTIFICATES_BYTES = 4 * 1024 * 1024;

function certificates(path: string): string {
  const text = readNamedFile(path, MAX_CERTIFICATES_BYTES);
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw new MistakenValue(errorOf("no-certificates", { path }));
  return text;
}
