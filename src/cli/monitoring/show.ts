import { Command } from "commander";
import { printable } from "../../lib/printable.ts";
import { contractPath } from "../api-client.ts";
import { inStyle } from "../../lib/table.ts";
import { commentText, readComments } from "./comment-items.ts";
import { OPEN_DOWNTIMES, type DowntimeItem } from "./handled.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { outputOf, type MonitoringContext, type Output } from "./output.ts";
import { readList } from "./pages.ts";
import type { Resource } from "./resources.ts";
import { stateOf } from "./state-words.ts";
import { ageOf, localTime } from "./times.ts";
import { counted } from "../../lib/counted.ts";

/** `vigie show HOST [SERVICE]`: everything about one resource now. */
export function showCommand(context: MonitoringContext): Command {
  return new Command("show")
    .description("show one host or service with its handling, checks, notifications, flapping and comments")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option(
      "--json",
      "as JSON: the object of the API, with its downtimes, acknowledgement, comments and what is switched on",
    )
    .action(async (host: string, service: string | undefined, flags: { readonly json?: true }) => {
      const output = outputOf(context);
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const own = `/api${pathOf(resource)}`;
      const [object, detail, downtimes, comments, { present }, metrics] = await Promise.all([
        api.call<ContractObject>("GET", contractPath(`/monitoring${pathOf(resource)}`)),
        api.call<ResourceDetail>("GET", `${own}/detail`),
        readList<DowntimeItem>(api, `/monitoring${pathOf(resource)}/downtimes`, {
          conditions: OPEN_DOWNTIMES,
          sort: { start_time: "ASC" },
          limit: 100,
        }),
        readComments(api, resource, { limit: MAX_COMMENTS, hostOnly: true }),
        api.call<{ readonly present: readonly { readonly text: string }[] }>("GET", `${own}/decisions?limit=1`),
        api.call<{ readonly meta: { readonly faults: string | null } }>("GET", `${own}/metrics`),
      ]);
      if (flags.json)
        return output.json({
          ...object,
          host_name: resource.host,
          downtimes: downtimes.items,
          ...detail,
          comments: comments.result,
        });
      const hidden = comments.meta.total - comments.result.length;
      const all = context.typed("comments", host, ...(service === undefined ? [] : [service]));
      output.text(
        textOf(output, resource, [
          ["output", object.output ?? ""],
          ["since", withAge(resource.since)],
          ["last check", withAge(resource.lastCheck)],
          ["next check", detail.checks.next === null ? "none is planned" : localTime(detail.checks.next)],
          ["poller", detail.checks.poller ?? ""],
          ["not seen", notSeenText(detail.checks.not_seen_since)],
          ["attempt", `${resource.attempt ?? "?"} of ${resource.maxAttempts ?? "?"}`],
          ["check", object.check_command ?? "none"],
          ...(resource.address === null ? [] : [["address", resource.address] as const]),
          ...(object.performance_data ? [["perfdata", object.performance_data] as const] : []),
          ...(metrics.meta.faults === null ? [] : [["not understood", metrics.meta.faults] as const]),
          ["checks", checksText(detail.checks)],
          ["flapping", flappingText(detail.flapping)],
          ["acknowledged", acknowledgedText(object, detail.acknowledgement)],
          ...downtimes.items.map((item) => ["downtime", downtimeText(item)] as const),
          ["notifications", notificationsText(detail.notifications)],
          ...present.map(({ text }) => ["", text] as const),
          ...comments.result.map((item) => ["comment", commentText(item)] as const),
          ["", hidden > 0 ? `${hidden} more comments: ${all}` : ""],
        ]),
      );
    });
}

const MAX_COMMENTS = 20;

type Line = readonly [label: string, text: string];

function textOf(output: Output, resource: Resource, lines: readonly Line[]): string {
  const cell = stateOf(resource);
  const state = typeof cell === "string" ? cell : inStyle(cell.style, cell.text, output.screen);
  return [
    `${nameOf(resource)} is ${state}`,
    ...lines
      .filter(([, text]) => text !== "")
      .map(
        ([label, text]) =>
          `  ${label.padEnd(13)} ${text
            .trim()
            .split("\n")
            .map(printable)
            .join(`\n${" ".repeat(16)}`)}`,
      ),
    "",
  ].join("\n");
}

/** Empty while its poller is there, or if it has none. */
const notSeenText = (since: string | null): string =>
  since === null ? "" : `since ${localTime(since)}: its poller is away, and checks it again when it is back`;

const withAge = (date: string | null): string => (date === null ? "never" : `${localTime(date)} (${ageOf(date)} ago)`);

/** Downtime in words, with its number. */
export function downtimeText({ id, is_started: isStarted, start_time: start, ...item }: DowntimeItem): string {
  const times = `${localTime(start)} to ${localTime(item.end_time)}`;
  const flexible = item.is_fixed ? "" : `, flexible, ${counted(Math.round((item.duration ?? 0) / 60), "minute")}`;
  return `${id} ${isStarted ? "running" : "planned"}, ${times}${flexible}: ${item.comment ?? ""}`;
}

/** Empty if it is not acknowledged. */
function acknowledgedText(object: ContractObject, of: ResourceDetail["acknowledgement"]): string {
  // An imported state may be acknowledged without a record of it.
  if (of === null) return (object.acknowledged ?? object.is_acknowledged) === true ? "yes" : "";
  const kinds = [
    ...(of.expires_at === null ? [] : [`expires ${localTime(of.expires_at)}`]),
    ...(of.stable_minutes === null ? [] : [`ends after ${of.stable_minutes} minutes without a problem`]),
    of.sticky ? "sticky, until the recovery" : "until the next change of state",
    ...(of.persistent ? ["its comment stays"] : []),
  ];
  return `by ${of.author ?? "somebody"}, ${localTime(of.entry_time)}: ${of.comment ?? ""}\n(${kinds.join(", ")})`;
}

const checksText = ({ active, passive, period, freshness, event_handler: handler }: ResourceDetail["checks"]): string =>
  [
    `active checks ${onOff(active)}`,
    `passive results ${onOff(passive)}`,
    ...(period === null ? [] : [`period ${period}`]),
    ...(freshness ? ["freshness is checked"] : []),
    ...(handler ? ["event handler on"] : []),
  ].join(", ");

function flappingText({
  detected,
  is_flapping: isFlapping,
  percent_state_change: percent,
}: ResourceDetail["flapping"]) {
  const change = `${Math.round(percent * 10) / 10} % state change`;
  if (isFlapping) return `yes, ${change}: notifications wait until it ends`;
  return detected ? `no, ${change}` : "detection off";
}

function notificationsText(of: ResourceDetail["notifications"]): string {
  const people = [...of.contacts, ...of.contact_groups.map((name) => `group ${name}`)].join(", ");
  return [
    onOff(of.enabled),
    people === "" ? "no contacts" : `to ${people}`,
    ...(of.period === null ? [] : [`period ${of.period}`]),
    ...(of.number === 0 || of.last === null ? [] : [`number ${of.number} was sent ${localTime(of.last)}`]),
  ].join(", ");
}

const onOff = (isOn: boolean | null): string => (isOn === false ? "off" : "on");

interface ContractObject {
  readonly output: string | null;
  readonly check_command: string | null;
  readonly performance_data?: string;
  /** Of a host. */
  readonly acknowledged?: boolean | null;
  /** Of a service. */
  readonly is_acknowledged?: boolean;
}

/** Answer of `GET /api/hosts/{id}/detail` and of that of a service. */
interface ResourceDetail {
  readonly checks: {
    readonly active: boolean | null;
    readonly passive: boolean | null;
    readonly next: string | null;
    readonly poller: string | null;
    readonly not_seen_since: string | null;
    readonly period: string | null;
    readonly event_handler: boolean;
    readonly freshness: boolean;
  };
  readonly notifications: {
    readonly enabled: boolean | null;
    readonly period: string | null;
    readonly number: number;
    readonly last: string | null;
    readonly contacts: readonly string[];
    readonly contact_groups: readonly string[];
  };
  readonly flapping: {
    readonly detected: boolean;
    readonly is_flapping: boolean;
    readonly percent_state_change: number;
  };
  readonly acknowledgement: {
    readonly author: string | null;
    readonly entry_time: string | null;
    readonly comment: string | null;
    readonly sticky: boolean;
    readonly persistent: boolean;
    readonly expires_at: string | null;
    readonly stable_minutes: number | null;
  } | null;
}
