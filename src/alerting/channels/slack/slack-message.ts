import type { Notification } from "../../delivery/channel.ts";
import { COLOURS } from "../../messages/colours.ts";
import { summaryOf } from "../../messages/summary.ts";

/** Slack reads `&`, `<` and `>` as its own signs. */
export const slackEscaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Slack folds longer texts and fields of more than a few words; the label says which stand side by side. */
const SHORT = new Set(["State", "Notification", "Author"]);
const LONGEST_OUTPUT = 3000;

/** Under a message that may stand there already. */
export const IN_DOUBT_MARK = "_In doubt: this message may have been sent before._";

/** Title, facts and output beside a bar in the colour of the state. */
export function slackMessage(notification: Notification): object {
  const { title, tone, facts, output, impact } = summaryOf(notification, LONGEST_OUTPUT);
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
