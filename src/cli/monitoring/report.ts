import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { printable } from "../../lib/printable.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import { Refusal } from "../../model/refusal.ts";
import { dateOption } from "./dates.ts";
import { outputOf, type MonitoringContext, type Output } from "./output.ts";
import { localTime } from "./times.ts";

interface DateFlags {
  readonly month?: string;
  readonly from?: string;
  readonly until?: string;
}

interface Dates {
  readonly from?: string;
  readonly to?: string;
}

/** `vigie report list`, `show NAME`, `send NAME`: the reports of vigie.yaml that are sent by mail. */
export function reportCommand(context: MonitoringContext): Command {
  const report = new Command("report").description("reports of availability that are sent by mail");
  report
    .command("list")
    .description("list the reports, when they are due, and what became of the last ones")
    .option("--json", "the answer of the API")
    .action(async ({ json }: { readonly json?: true }) => {
      const output = outputOf(context);
      const answer = await (await context.api()).call<ReportList>("GET", "/api/reports");
      if (json) return output.json(answer);
      showList(answer, output);
    });
  withDates(report.command("show"))
    .description("show a report as it would be sent")
    .argument("<report>", "name of the report")
    .option("--html <file>", "write the HTML of the mail to this file")
    .addOption(new Option("--csv", "the attached file").conflicts("html"))
    .addOption(new Option("--json", "the answer of the API").conflicts(["html", "csv"]))
    .action(async (name: string, flags: DateFlags & { readonly html?: string; csv?: true; json?: true }) => {
      const output = outputOf(context);
      const query = new URLSearchParams({ ...datesOf(flags) }).toString();
      const path = `/api/reports/${encodeURIComponent(name)}${query === "" ? "" : `?${query}`}`;
      const answer = await (await context.api()).call<MadeReport>("GET", path);
      if (flags.json) return output.json(answer);
      if (flags.csv) return output.text(answer.csv);
      if (flags.html !== undefined) return writeHtml(flags.html, answer.html, output);
      output.text(`Subject: ${printable(answer.subject)}\n\n${answer.text}`);
    });
  withDates(report.command("send"))
    .description("send a report now")
    .argument("<report>", "name of the report")
    .option("--to <address...>", "to these addresses (default: those of the settings)")
    .action(async (name: string, flags: DateFlags & { readonly to?: readonly string[] }) => {
      const output = outputOf(context);
      const body = { ...datesOf(flags), ...(flags.to === undefined ? {} : { recipients: flags.to }) };
      const path = `/api/reports/${encodeURIComponent(name)}/send`;
      const { from, to, recipients } = await (await context.api()).call<SentReport>("POST", path, body);
      output.text(
        `The report for ${from} to ${to} is on its way to ${recipients.map(printable).join(", ")}; ` +
          `${context.typed("report", "list")} shows the outcome.\n`,
      );
    });
  return report;
}

const withDates = (command: Command): Command =>
  command
    .option("--month <month>", "such as 2026-10 (default: by the range of the report)", monthOption)
    .addOption(new Option("--from <date>", "first day, such as 2026-10-01").argParser(dateOption).conflicts("month"))
    .addOption(new Option("--until <date>", "first day after the report").argParser(dateOption).conflicts("month"));

function monthOption(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError("Expected a month such as 2026-10.");
}

function datesOf({ month, from, until }: DateFlags): Dates {
  if (month === undefined)
    return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { to: until }) };
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { from: first.toString(), to: first.add({ months: 1 }).toString() };
}

function showList({ result }: ReportList, output: Output): void {
  if (result.length === 0) return output.text("There are no reports in vigie.yaml.\n");
  output.table(
    ["REPORT", "SCHEDULE", "ZONE", "NEXT", "OF", "TO"],
    result.map(({ name, schedule, zone, next_time: next, of, to }) => [
      name,
      schedule,
      zone,
      localTime(next, zone),
      of.join(", "),
      to.join(", "),
    ]),
  );
  const mails = result.flatMap(({ name, zone, last }) => last.map((mail) => ({ name, zone, ...mail })));
  if (mails.length === 0) return;
  output.text("\n");
  output.table(
    ["LAST REPORT", "DAYS", "TIME", "TO", "OUTCOME"],
    mails.map(({ name, zone, from, until, time, to, by, outcome }) => [
      name,
      `${from} to ${until}`,
      `${localTime(time, zone)}${by === null ? "" : ` by ${by}`}`,
      to,
      outcome ?? "on its way",
    ]),
  );
}

function writeHtml(path: string, html: string, output: Output): void {
  try {
    writeFileSync(path, html);
  } catch (error) {
    throw new Refusal("report-file", `${printable(path)} cannot be written: ${reasonOf(error)}`);
  }
  output.note(`The mail is in ${printable(path)}.`);
}

interface ReportList {
  readonly result: readonly {
    readonly name: string;
    readonly schedule: string;
    readonly zone: string;
    readonly next_time: string | null;
    readonly of: readonly string[];
    readonly to: readonly string[];
    readonly last: readonly {
      readonly to: string;
      readonly from: string;
      readonly until: string;
      readonly time: string;
      readonly by: string | null;
      readonly outcome: string | null;
    }[];
  }[];
}

interface MadeReport {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly csv: string;
}

interface SentReport {
  readonly from: string;
  readonly to: string;
  readonly recipients: readonly string[];
}
