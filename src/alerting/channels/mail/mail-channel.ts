import { hostname } from "node:os";
import { expandText } from "../../../engine/check/macros.ts";
import type { Secret } from "../../../config/settings/section.ts";
import type {
  BareChannel,
  BeforeSending,
  CompleteMail,
  DeliveryOutcome,
  Notification,
} from "../../delivery/channel.ts";
import { problemIdOf } from "../../delivery/notification-macros.ts";
import { onOneLine } from "../../../lib/one-line.ts";
import { cut } from "../../messages/limits.ts";
import { htmlEscaped, htmlOf } from "../../messages/html.ts";
import { plainText } from "../../messages/plain-text.ts";
import { summaryOf } from "../../messages/summary.ts";
import { mailFailure, partlyRefused } from "./mail-failure.ts";

export interface MailSettings {
  readonly name: string;
  readonly server: { readonly host: string; readonly port: number };
  readonly tls: "starttls" | "tls" | "none";
  /** Trusted certificates in PEM form; null: those of the system. */
  readonly ca: string | null;
  readonly from: string;
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** Templates; null: the texts of src/alerting/messages/. With a text and no html, mails have no HTML part. */
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** Limit for each step of the SMTP session. */
  readonly timeoutSeconds: number;
}

const MAX_SUBJECT_LENGTH = 200;
const MAX_BODY_LENGTH = 65_536;

/**
 * Channel that sends mail by SMTP to the contact's address, one connection each. A 5xx answer to the message is not
 * retried (RFC 5321 §4.2.1).
 */
export function createMailChannel(settings: MailSettings): BareChannel {
  const deliver = async (notification: Notification): Promise<DeliveryOutcome> => {
    const { email, name } = notification.contact;
    if (email.trim() === "") return { delivered: false, retry: false, reason: `the contact '${name}' has no email` };
    return send(mailOf(notification, settings), notification.beforeSending);
  };

  const send = async (mail: Mail, beforeSending: BeforeSending): Promise<DeliveryOutcome> => {
    // Loaded on first use: the library is most of the code that mail needs.
    const { createTransport } = await import("nodemailer");
    const password = (await settings.login?.password()) ?? null;
    const transport = createTransport(connectionOf(settings, password));
    beforeSending();
    try {
      const { response, rejectedErrors = [] } = await transport.sendMail(mail);
      const answer = onOneLine(response, MAX_SUBJECT_LENGTH);
      return rejectedErrors.length === 0
        ? { delivered: true, answer }
        : partlyRefused(answer, rejectedErrors, password);
    } catch (error) {
      return mailFailure(error, password);
    } finally {
      transport.close();
    }
  };
  return {
    name: settings.name,
    longestTrySeconds: settings.timeoutSeconds,
    deliver,
    sendMail: (mail) => send(completeMail(mail, settings), mail.beforeSending),
  };
}

function connectionOf({ server, tls, ca, login, timeoutSeconds }: MailSettings, password: string | null) {
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
    ...(login === null || password === null ? {} : { auth: { user: login.user, pass: password } }),
  };
}

type Mail = ReturnType<typeof mailOf> | ReturnType<typeof completeMail>;

function mailOf(notification: Notification, { from, subject, text, html }: MailSettings) {
  const { macros, contact, message } = notification;
  const summary = summaryOf(notification);
  const problemId = problemIdOf(message);
  const domain = domainOf(from);
  const htmlPart = html !== null ? expandText(html, macros, htmlEscaped) : text === null ? htmlOf(summary) : null;
  return {
    from,
    to: contact.email,
    ...(message.onlyTo && { envelope: { from, to: [...message.onlyTo] } }),
    subject: onOneLine(subject === null ? summary.title : expandText(subject, macros), MAX_SUBJECT_LENGTH),
    text: cut(text === null ? plainText(summary) : expandText(text, macros), MAX_BODY_LENGTH),
    ...(htmlPart === null ? {} : { html: cut(htmlPart, MAX_BODY_LENGTH) }),
    messageId: `<vigie-${notification.idempotencyKey}@${domain}>`,
    // Mail programs show mails with the same reference as one conversation.
    ...(problemId === 0 ? {} : { references: `<vigie-problem-${message.key}-${problemId}@${domain}>` }),
    headers: headersOf(message.doubt !== null),
    date: new Date(macros.now * 1000),
  };
}

function completeMail(mail: CompleteMail, { from }: MailSettings) {
  const { recipient, to, subject, text, html, attachments, idempotencyKey, isInDoubt, at } = mail;
  return {
    from,
    to: [...to],
    // One copy each: a server may refuse one address and take another.
    envelope: { from, to: [recipient] },
    subject: onOneLine(subject, MAX_SUBJECT_LENGTH),
    text,
    html,
    attachments: attachments.map(({ fileName, contentType, content }) => ({
      filename: fileName,
      contentType,
      content,
    })),
    messageId: `<vigie-${idempotencyKey}@${domainOf(from)}>`,
    headers: headersOf(isInDoubt),
    date: new Date(at * 1000),
  };
}

const domainOf = (from: string): string => /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? hostname();

const headersOf = (isInDoubt: boolean) => ({
  "Auto-Submitted": "auto-generated",
  ...(isInDoubt && { "X-Vigie-In-Doubt": "true" }),
});
