/** Every reason code, in the order in which the rules are evaluated. docs/notifications.md explains each. */
export const REASON_CODES = [
  "told",
  "soft",
  // The notification event as a whole.
  "notifications-disabled",
  "service-parents-failed",
  "results-late",
  "period-closed",
  "resource-notifications-disabled",
  "no-problem",
  "not-a-notification-option",
  "acknowledged",
  "dependency-failed",
  "problem-not-told",
  "recovery-delay",
  "first-notification-delay",
  "flapping",
  "told-once",
  "host-down",
  "host-soft",
  "not-rechecked",
  "named-with-host",
  "interval",
  "in-downtime",
  "host-in-downtime",
  "downtime-awaited",
  "waiting-for-host-check",
  "no-contacts",
  // One contact.
  "contact-importance",
  "contact-disabled",
  "contact-period-closed",
  "contact-option",
  "contact-told-of-host",
  "contact-not-told-of-problem",
  "contact-without-command",
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export const isReasonCode = (text: string): text is ReasonCode => (REASON_CODES as readonly string[]).includes(text);
