import type { Notification } from "../../delivery/channel.ts";
import { COLOURS } from "../../messages/colours.ts";
import { summaryOf } from "../../messages/summary.ts";

/** Escapes `&`, `<` and `>`, which are control characters of Slack. */
export const slackEscaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Labels of facts short enough for two columns; Slack folds longer ones. */
const SHORT = new Set(["State", "Notification", "Author"]);
const MAX_OUTPUT_LENGTH = 3000;

/** Mark under a message that may have arrived already. */
export const IN_DOUBT_MARK = "_In doubt: this message may have been sent before._";

/** Builds a message: title, facts and output next to a bar in the colour of the state. */
export function slackMessage(notification: Notification): object {
  const { title, tone, facts, output, impact } = summaryOf(notification, MAX_OUTPUT_LENGTH);
  const blocks = [
    output === "" ? "" : `\`\`\`${slackEscaped(output).replaceAll("```", "'''")}\`\`\``,
    slackEscaped(impact),
    notification.message.doubt === null ? "" : IN_DOUBT_MARK,
  ];
  return {
    attachments: [
      {
        color: COLOURS[tone],
        fallback: slackEscaped(title),
        title: slackEscaped(title),
        text: blocks.filter((block) => block !== "").join("\n"),
        fields: facts.map(([label, value]) => ({ title: label, value: slackEscaped(value), short: SHORT.has(label) })),
        mrkdwn_in: ["text"],
        ts: Math.floor(notification.message.at),
      },
    ],
  };
}
