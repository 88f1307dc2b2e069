import Type from "typebox";
import { MAX_ADDRESSES } from "../../../operations/reports/read-reports.ts";
import { nullableDate, nullableString } from "../schema-types.ts";

const message = Type.Object({
  to: Type.String({ description: "Address" }),
  from: Type.String({ description: "First day of the report" }),
  until: Type.String({ description: "First day after it" }),
  time: Type.String({ description: "When it was put into the outbox (RFC 3339, UTC)" }),
  by: nullableString("Who asked for it; null: it was due"),
  done: nullableDate("When it was delivered or given up; null: not yet"),
  outcome: nullableString("In words; null while the first attempt is to come"),
});

const report = Type.Object(
  {
    name: Type.String(),
    schedule: Type.String({ description: "Cron expression", examples: ["0 7 1 * *"] }),
    zone: Type.String({ description: "IANA time zone of the schedule and the days" }),
    range: Type.String({ examples: ["last-month"] }),
    of: Type.Array(Type.String(), { description: "Hosts, services and groups" }),
    to: Type.Array(Type.String(), { description: "Addresses" }),
    channel: Type.String(),
    next_time: nullableDate("When it is due next"),
    last: Type.Array(message, { description: "The newest mails, one for each recipient" }),
  },
  { title: "Report" },
);

export const reportList = Type.Object({ result: Type.Array(report) });

export const madeReport = Type.Object(
  {
    name: Type.String(),
    from: Type.String(),
    to: Type.String(),
    is_final: Type.Boolean({ description: "Nothing that happens from now on changes it" }),
    subject: Type.String(),
    text: Type.String(),
    html: Type.String(),
    csv: Type.String(),
  },
  { title: "MadeReport" },
);

export const dateParameters = {
  from: Type.Optional(
    Type.String({ description: "First day, a date in the zone of the report. Default: by its range" }),
  ),
  to: Type.Optional(Type.String({ description: "First day after the report" })),
};

export const sendRequest = Type.Object(
  {
    ...dateParameters,
    recipients: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        maxItems: MAX_ADDRESSES,
        description: "Addresses. Default: those of the settings",
      }),
    ),
  },
  { additionalProperties: false },
);

export const sentReport = Type.Object(
  { from: Type.String(), to: Type.String(), recipients: Type.Array(Type.String()) },
  { title: "SentReport", description: "It is in the outbox." },
);
