import { hostname } from "node:os";
import { expandText } from "../../../engine/check/macros.ts";
import type { Secret } from "../../../config/settings/section.ts";
import type { BareChannel, DeliveryOutcome, Notification } from "../../delivery/channel.ts";
import { problemIdOf } from "../../delivery/notification-macros.ts";
import { cut, onOneLine } from "../../messages/limits.ts";
import { htmlEscaped, htmlOf } from "../../messages/html.ts";
import { plainText } from "../../messages/plain-text.ts";
import { summaryOf } from "../../messages/summary.ts";
import { mailFailure } from "./mail-failure.ts";

export interface MailSettings {
  readonly name: string;
  readonly server: { readonly host: string; readonly port: number };
  readonly tls: "starttls" | "tls" | "none";
  /** Certificates in PEM form trusted instead of the system's. */
  readonly ca: string | null;
  readonly from: string;
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** Templates; null: the texts of src/alerting/messages/. With a text and no html, mails have no HTML part. */
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** For each step with the server. */
  readonly timeoutSeconds: number;
}

const LONGEST_SUBJECT = 200;
const LONGEST_BODY = 65_536;

/** Mail by SMTP to the contact's address; one connection each. Not tried again after a 5xx answer (RFC 5321 §4.2.1). */
export function createMailChannel(settings: MailSettings): BareChannel {
  const deliver = async (notification: Notification): Promise<DeliveryOutcome> => {
    const { email, name } = notification.contact;
    if (email.trim() === "") return { delivered: false, retry: false, reason: `the contact '${name}' has no email` };
    // Only when there is something to send: most of the code a mail needs is the library's.
    const { createTransport } = await import("nodemailer");
    const transport = createTransport(connectionOf(settings));
    try {
      const { response } = await transport.sendMail(mailOf(notification, settings));
      return { delivered: true, answer: onOneLine(response, LONGEST_SUBJECT) };
    } catch (error) {
      return mailFailure(error, settings.login?.password() ?? null);
    } finally {
      transport.close();
    }
  };
  return { name: settings.name, deliver };
}

function connectionOf({ server, tls, ca, login, timeoutSeconds }: MailSettings) {
  const timeout = timeoutSeconds * 1000;
  return {
    host: server.host,
    port: server.port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(ca === null ? {} : { tls: { ca } }),
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password() } }),
  };
}

function mailOf(notification: Notification, { from, subject, text, html }: MailSettings) {
  const { macros, contact, message } = notification;
  const summary = summaryOf(notification);
  const problemId = problemIdOf(message);
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? hostname();
  const htmlPart = html !== null ? expandText(html, macros, htmlEscaped) : text === null ? htmlOf(summary) : null;
  return {
    from,
    to: contact.email,
    subject: onOneLine(subject === null ? summary.title : expandText(subject, macros), LONGEST_SUBJECT),
    text: cut(text === null ? plainText(summary) : expandText(text, macros), LONGEST_BODY),
    ...(htmlPart === null ? {} : { html: cut(htmlPart, LONGEST_BODY) }),
    messageId: `<vigie-${notification.idempotencyKey}@${domain}>`,
    // Mail programs show what is about one problem as one conversation.
    ...(problemId === 0 ? {} : { references: `<vigie-problem-${message.key}-${problemId}@${domain}>` }),
    headers: { "Auto-Submitted": "auto-generated", ...(message.doubt !== null && { "X-Vigie-In-Doubt": "true" }) },
    date: new Date(macros.now * 1000),
  };
}
