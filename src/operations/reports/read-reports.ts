import type { Channel } from "../../alerting/delivery/channel.ts";
import type { Section } from "../../config/settings/section.ts";
import { oneLine, oneOf } from "../../config/settings/value-parsers.ts";
import { DEFAULT_POLICY, parsePolicy, type Policy } from "../../engine/availability/policy.ts";
import { isTimeZone, zoneName } from "../../model/time-zone.ts";
import type { ReportMode } from "../availability/availability-reports.ts";
import { MAX_POLICY_LENGTH } from "../availability/report-limits.ts";
import { parseMode } from "../availability/reported-group.ts";
import { cronExpression } from "./cron.ts";
import type { ReportDefinition, ReportedEntry, ReportedTarget } from "./report-definition.ts";
import { RANGE_KINDS } from "./report-range.ts";

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
    if (index >= MAX_REPORTS) section.refuse(null, `expected at most ${MAX_REPORTS} reports`);
    const report = reportOf(section, channels);
    if (known.has(report.name)) section.refuse("name", `there is another report '${report.name}'`);
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
  if (items.length === 0) section.refuse(null, "'of' is missing: a list of hosts, services or groups");
  if (items.length > MAX_ENTRIES) section.refuse("of", `expected at most ${MAX_ENTRIES} items`);
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
    return item.refuse(null, "expected one of host, host with service, hostgroup, servicegroup");
  if (mode !== undefined && host !== undefined)
    return item.refuse("group", "expected only with hostgroup or servicegroup");
  if (host !== undefined) return service === undefined ? { kind: "host", host } : { kind: "service", host, service };
  return {
    kind: hostGroup === undefined ? "servicegroup" : "hostgroup",
    group: named[0]!,
    mode: mode ?? { kind: "all" },
  };
}

function addressesOf(section: Section): readonly string[] {
  const addresses = [...new Set(section.list("to", mailAddress))];
  if (addresses.length === 0) section.refuse(null, "'to' is missing: addresses such as ada@example.org");
  if (addresses.length > MAX_ADDRESSES) section.refuse("to", `expected at most ${MAX_ADDRESSES} addresses`);
  return addresses;
}

/** An address without a name. Throws an Error whose message says what was expected. */
export function mailAddress(text: string): string {
  if (text.length > MAX_ADDRESS_LENGTH || !/^[^\s\p{Cc}@<>()[\]\\,;:"]+@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u.test(text))
    throw new Error(`expected an address such as ada@example.org, found '${text}'`);
  return text;
}

function reportName(text: string): string {
  if (!/^[\w.-]{1,64}$/.test(text)) throw new Error("expected 1 to 64 letters, digits, -, _ and .");
  return text;
}

function timeZone(text: string): string {
  if (!isTimeZone(text)) throw new Error(`expected an IANA time zone such as Europe/Paris, found '${text}'`);
  return zoneName(text);
}

function policyOf(text: string): Policy {
  if (text.length > MAX_POLICY_LENGTH) throw new Error(`expected at most ${MAX_POLICY_LENGTH} characters`);
  const policy = parsePolicy(text);
  if ("mistake" in policy) throw new Error(policy.mistake);
  return policy;
}

function groupMode(text: string): ReportMode {
  const mode = parseMode(text);
  if (mode === null) throw new Error(`expected all, any, mean or the least number of good members, found '${text}'`);
  return mode;
}

function mailChannel(text: string, channels: readonly Channel[]): string {
  const ofMail = channels.filter(({ sendMail }) => sendMail !== undefined).map(({ name }) => name);
  if (!ofMail.includes(text))
    throw new Error(`expected a channel of kind mail, found '${text}'; there is ${ofMail.join(", ") || "none"}`);
  return text;
}

function textUpTo(maxLength: number): (text: string) => string {
  return (text) => {
    if (text.length > maxLength) throw new Error(`expected at most ${maxLength} characters`);
    return oneLine(text);
  };
}
