import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import { mailAddress } from "../../../operations/reports/read-reports.ts";
import { wordsOf } from "../../../operations/reports/reported-objects.ts";
import { datesOfText } from "../../../operations/reports/report-range.ts";
import type { ReportMessageStatus, Reports, ReportStatus } from "../../../operations/reports/reports.ts";
import { isDate, mistakesOfDates, NO_DATE } from "../availability/dates.ts";
import { refuseField, refuseMistakes, type BodyMistake } from "../body-refusal.ts";
import { started } from "../lookup.ts";
import { dateOrNull } from "../present-values.ts";
import type { Operation } from "../operation.ts";
import { textIn } from "../query-parameters.ts";
import { bodyOf } from "../request-body.ts";
import { actorOf } from "../rights.ts";
import { errorAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { dateParameters, madeReport, reportList, sendRequest, sentReport } from "./schema.ts";

const nameParameter = { name: Type.String({ description: "Report of `reports` in vigie.yaml" }) };
const startingAnswer = { 503: errorAnswer("The server is still starting, or makes too many reports.") };
const sendBody = bodyOf(sendRequest);

/** Reports by mail. They are about more than any one account sees, and name addresses: for administrators. */
export const reportOperations: readonly Operation[] = [
  {
    id: "list-reports",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/reports"],
    right: "administrator",
    tag: "Availability",
    summary: "Reports that are sent by mail, with what became of the last ones",
    answers: { 200: reportList, ...startingAnswer },
    handle: async (_request, { reports }) => ({ result: (await started(reports()).list()).map(presentStatus) }),
  },
  {
    id: "make-report",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/reports/:name"],
    right: "administrator",
    tag: "Availability",
    summary: "A report as it would be sent",
    parameters: nameParameter,
    query: dateParameters,
    answers: { 200: madeReport, ...invalidAnswer, ...missingAnswer, ...startingAnswer },
    handle: async (request, parts) => {
      const reports = started(parts.reports());
      const name = nameIn(request);
      const from = textIn(request, "from");
      const to = textIn(request, "to");
      const dates = datesOf(name, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, reports);
      const { isFinal, ...mail } = await reports.make(name, dates);
      return { name, from: dates.from, to: dates.to, is_final: isFinal, ...mail };
    },
  },
  {
    id: "send-report",
    surface: "vigie",
    method: "POST",
    paths: ["/reports/:name/send"],
    right: "administrator",
    tag: "Availability",
    summary: "Send a report now",
    description: "It is answered once the report is in the outbox; `GET /api/reports` has the outcome.",
    parameters: nameParameter,
    body: sendBody,
    answers: { 200: sentReport, ...invalidAnswer, ...missingAnswer, ...startingAnswer },
    handle: async (request, parts) => {
      const reports = started(parts.reports());
      const name = nameIn(request);
      const { recipients, ...given } = sendBody.read(request.body);
      const to = recipients === undefined ? null : [...new Set(recipients.map(addressIn))];
      const dates = datesOf(name, given, reports);
      return { from: dates.from, to: dates.to, recipients: await reports.send({ name, dates, to }, actorOf(request)) };
    },
  },
];

const nameIn = (request: FastifyRequest): string => (request.params as { readonly name: string }).name;

interface GivenDates {
  readonly from?: string;
  readonly to?: string;
}

/** Both dates as given, or without both those that the range of the report has now. Refuses with `invalid-body`. */
function datesOf(name: string, given: GivenDates, reports: Reports): { readonly from: string; readonly to: string } {
  if (given.from === undefined && given.to === undefined) return reports.datesNow(name);
  const mistakes: BodyMistake[] = [];
  const read = (field: "from" | "to"): string | null => {
    const text = given[field];
    if (text === undefined || isDate(text)) return text ?? null;
    mistakes.push({ field, text: NO_DATE });
    return null;
  };
  const [from, to] = [read("from"), read("to")];
  mistakes.push(...mistakesOfDates(from, to, (field) => given[field as "from" | "to"] === undefined));
  refuseMistakes(mistakes);
  return { from: from!, to: to! };
}

function addressIn(text: string): string {
  try {
    return mailAddress(text);
  } catch (error) {
    return refuseField("recipients", (error as Error).message);
  }
}

const presentStatus = ({ definition, zone, nextAt, last }: ReportStatus) => ({
  name: definition.name,
  schedule: definition.schedule,
  zone,
  range: definition.range,
  of: definition.of.map(({ target }) => wordsOf(target)),
  to: definition.to,
  channel: definition.channel,
  next_time: dateOrNull(nextAt),
  last: last.map(presentMessage),
});

function presentMessage({ message, failedAttempts }: ReportMessageStatus) {
  const { from, to } = datesOfText(message.comment, "");
  return {
    to: message.contact,
    from,
    until: to,
    time: formatRfc3339(message.at),
    by: message.author,
    done: dateOrNull(message.doneAt),
    outcome: message.outcome ?? (failedAttempts === null ? null : `tried again: ${failedAttempts.reason}`),
  };
}
