import type { Channel } from "../../alerting/delivery/channel.ts";
import type { Section } from "../../config/settings/section.ts";
import { mistaken, oneLine, oneOf } from "../../config/settings/value-parsers.ts";
import { DEFAULT_POLICY, parsePolicy, type Policy } from "../../engine/availability/policy.ts";
import { isTimeZone, zoneName } from "../../model/time-zone.ts";
import type { ReportMode } from "../availability/availability-reports.ts";
import { MAX_POLICY_LENGTH } from "../availability/report-limits.ts";
import { parseMode } from "../availability/reported-group.ts";
import { cronExpression } from "./cron.ts";
import type { ReportDefinition, ReportedEntry, ReportedTarget } from "./report-definition.ts";
import { RANGE_KINDS } from "./report-range.ts";
import { errorOf, MistakenValue, settingExpected } from "../../model/configuration-errors.ts";

const MAX_REPORTS = 50;
const MAX_ENTRIES = 20;
export const MAX_ADDRESSES = 50;
const MAX_TITLE_LENGTH = 100;
const MAX_SUBJECT_LENGTH = 200;
const MAX_ADDRESS_LENGTH = 254;

/** Reads the list `reports:` of vigie.yaml. Refuses with `bad-setting`. `unknownReported` checks the names of objects. */
export function readReports(sections: readonly Section[], channels: readonly Channel[]): readonly ReportDefinition[] {
  const known = new Set<string>();
  return sections.map((section, index) => {
    if (index >= MAX_REPORTS) section.refuse(null, settingExpected({ form: "at-most-reports", most: MAX_REPORTS }));
    const report = reportOf(section, channels);
    if (known.has(report.name)) section.refuse("name", errorOf("report-twice", { name: report.name }));
    known.add(report.name);
    return report;
  });
}

function reportOf(section: Section, channels: readonly Channel[]): ReportDefinition {
  const period = section.optional("time_period", oneLine);
  const report: ReportDefinition = {
    name: section.required("name", reportName),
    schedule: section.required("schedule", cronExpression),
    zone: section.optional("zone", timeZone) ?? null,
    of: entriesOf(section),
    range: section.optional("range", oneOf(RANGE_KINDS)) ?? "last-month",
    period: period === undefined ? null : { name: period, place: section.place("time_period") },
    policy: section.optional("policy", policyOf) ?? DEFAULT_POLICY,
    countsSoftProblems: section.optional("soft", oneOf(["true", "false"])) === "true",
    to: addressesOf(section),
    channel: section.required("channel", (text) => mailChannel(text, channels)),
    subject: section.optional("subject", textUpTo(MAX_SUBJECT_LENGTH)) ?? null,
  };
  section.end();
  return report;
}

function entriesOf(section: Section): readonly ReportedEntry[] {
  const items = section.items("of");
  if (items.length === 0) section.refuse(null, errorOf("of-missing", {}));
  if (items.length > MAX_ENTRIES) section.refuse("of", settingExpected({ form: "at-most-items", most: MAX_ENTRIES }));
  return items.map((item) => {
    const entry = {
      target: targetOf(item),
      title: item.optional("title", textUpTo(MAX_TITLE_LENGTH)) ?? null,
      place: item.place(null),
    };
    item.end();
    return entry;
  });
}

function targetOf(item: Section): ReportedTarget {
  const host = item.optional("host", oneLine);
  const service = item.optional("service", oneLine);
  const hostGroup = item.optional("hostgroup", oneLine);
  const serviceGroup = item.optional("servicegroup", oneLine);
  const mode = item.optional("group", groupMode);
  const named = [host, hostGroup, serviceGroup].filter((name) => name !== undefined);
  if (named.length !== 1 || (service !== undefined && host === undefined))
    return item.refuse(null, settingExpected({ form: "reported" }));
  if (mode !== undefined && host !== undefined)
    return item.refuse("group", settingExpected({ form: "only-with-group" }));
  if (host !== undefined) return service === undefined ? { kind: "host", host } : { kind: "service", host, service };
  return {
    kind: hostGroup === undefined ? "servicegroup" : "hostgroup",
    group: named[0]!,
    mode: mode ?? { kind: "all" },
  };
}

function addressesOf(section: Section): readonly string[] {
  const addresses = [...new Set(section.list("to", mailAddress))];
  if (addresses.length === 0) section.refuse(null, errorOf("to-missing", {}));
  if (addresses.length > MAX_ADDRESSES)
    section.refuse("to", settingExpected({ form: "at-most-addresses", most: MAX_ADDRESSES }));
  return addresses;
}

/** An address without a name. Throws a MistakenValue. */
export function mailAddress(text: string): string {
  if (text.length > MAX_ADDRESS_LENGTH || !/^[^\s\p{Cc}@<>()[\]\\,;:"]+@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u.test(text))
    throw mistaken({ form: "mail-address" }, text);
  return text;
}

function reportName(text: string): string {
  if (!/^[\w.-]{1,64}$/.test(text)) throw mistaken({ form: "plain-name" });
  return text;
}

function timeZone(text: string): string {
  if (!isTimeZone(text)) throw mistaken({ form: "iana-zone" }, text);
  return zoneName(text);
}

function policyOf(text: string): Policy {
  if (text.length > MAX_POLICY_LENGTH) throw mistaken({ form: "at-most-characters", most: MAX_POLICY_LENGTH });
  const policy = parsePolicy(text);
  if ("mistake" in policy) throw new MistakenValue(policy.mistake);
  return policy;
}

function groupMode(text: string): ReportMode {
  const mode = parseMode(text);
  if (mode === null) throw mistaken({ form: "group-mode" }, text);
  return mode;
}

function mailChannel(text: string, channels: readonly Channel[]): string {
  const ofMail = channels.filter(({ sendMail }) => sendMail !== undefined).map(({ name }) => name);
  if (!ofMail.includes(text))
    throw new MistakenValue(errorOf("mail-channel-expected", { found: text, channels: ofMail }));
  return text;
}

function textUpTo(maxLength: number): (text: string) => string {
  return (text) => {
    if (text.length > maxLength) throw mistaken({ form: "at-most-characters", most: maxLength });
    return oneLine(text);
  };
}
