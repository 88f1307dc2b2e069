import type { BeforeSending, Channel, DeliverableReport, DeliveryOutcome } from "../../alerting/delivery/channel.ts";
import { lost, skippedByChannel } from "../../alerting/delivery/send-message.ts";
import type { Clock } from "../../lib/clock.ts";
import { reportNameOf } from "../../model/history-event.ts";
import type { Inventory } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import { zoneOf } from "../../model/time-zone.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { ReportMails } from "./report-mails.ts";
import { datesOfText } from "./report-range.ts";

export interface ReportSenderOptions {
  readonly mails: ReportMails;
  readonly definitions: () => readonly ReportDefinition[];
  readonly channels: () => readonly Channel[];
  readonly inventory: () => Inventory;
  readonly clock: Clock;
  readonly beforeSending: BeforeSending;
}

/** Sender of the reports in the outbox, each made from the configuration in effect when it is sent. */
export function createReportSender({
  mails,
  definitions,
  channels,
  inventory,
  clock,
  beforeSending,
}: ReportSenderOptions) {
  return async (message: DeliverableReport): Promise<DeliveryOutcome> => {
    const name = reportNameOf(message);
    const definition = definitions().find((one) => one.name === name);
    if (definition === undefined) return lost(`the report '${name}' is no longer configured`);
    const channel = channels().find((one) => one.name === definition.channel);
    if (channel?.sendMail === undefined) return lost(`there is no channel '${definition.channel}' of kind mail`);
    const skipped = skippedByChannel(message, channel);
    if (skipped !== null) return skipped;
    const dates = datesOfText(message.comment, reportZone(definition, inventory()));
    try {
      const { subject, text, html, csv } = await mails.of(definition, dates);
      return await channel.sendMail({
        recipient: message.contact,
        to: message.author === null ? definition.to : [message.contact],
        subject,
        text,
        html,
        attachments: [{ fileName: "availability.csv", contentType: "text/csv; charset=utf-8", content: csv }],
        at: clock.now(),
        idempotencyKey: `report-${Math.floor(message.at)}-${message.id}`,
        isInDoubt: message.doubt !== null,
        beforeSending,
      });
    } catch (error) {
      if (error instanceof Refusal && error.code !== "too-many-reports") return lost(error.message);
      throw error;
    }
  };
}

/** Zone of the schedule and the days of a report. */
export const reportZone = ({ zone }: Pick<ReportDefinition, "zone">, inventory: Inventory): string =>
  zone ?? zoneOf(null, inventory);
