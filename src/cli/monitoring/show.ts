import { Command } from "commander";
import { printable } from "../../lib/printable.ts";
import { contractPath } from "../api-client.ts";
import { inStyle } from "../../lib/table.ts";
import { OPEN_DOWNTIMES, type DowntimeItem } from "./handled.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { outputOf, type MonitoringContext, type Output } from "./output.ts";
import { readList } from "./pages.ts";
import type { Resource } from "./resources.ts";
import { stateOf } from "./state-words.ts";
import { ageOf, localTime } from "./times.ts";

/** `vigie show HOST [SERVICE]`: everything about one resource now. */
export function showCommand(context: MonitoringContext): Command {
  return new Command("show")
    .description("show one host or service with its downtimes and acknowledgement")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .option("--json", "as JSON: the object of the API, with its downtimes and its acknowledgement")
    .action(async (host: string, service: string | undefined, flags: { readonly json?: true }) => {
      const output = outputOf(context);
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const [detail, downtimes, acknowledgements, { present }, metrics] = await Promise.all([
        api.call<Detail>("GET", contractPath(`/monitoring${pathOf(resource)}`)),
        readList<DowntimeItem>(api, `/monitoring${pathOf(resource)}/downtimes`, {
          conditions: OPEN_DOWNTIMES,
          sort: { start_time: "ASC" },
          limit: 100,
        }),
        readList<AcknowledgementItem>(api, `/monitoring/${resource.kind}s/acknowledgements`, {
          conditions: [
            { "host.id": { $eq: resource.hostId } },
            ...(resource.serviceId === null ? [] : [{ "service.id": { $eq: resource.serviceId } }]),
            { deletion_time: { $eq: null } },
          ],
          limit: 1,
        }),
        api.call<{ readonly present: readonly { readonly text: string }[] }>(
          "GET",
          `/api${pathOf(resource)}/decisions?limit=1`,
        ),
        api.call<{ readonly meta: { readonly faults: string | null } }>("GET", `/api${pathOf(resource)}/metrics`),
      ]);
      const isAcknowledged = detail.acknowledged ?? detail.is_acknowledged ?? false;
      const acknowledgement = (isAcknowledged ? acknowledgements.items[0] : undefined) ?? null;
      if (flags.json)
        return output.json({ ...detail, host_name: resource.host, downtimes: downtimes.items, acknowledgement });
      output.text(
        textOf(output, resource, [
          ["output", detail.output ?? ""],
          ["since", withAge(resource.since)],
          ["last check", withAge(resource.lastCheck)],
          ["next check", localTime(detail.next_check)],
          ["attempt", `${resource.attempt ?? "?"} of ${resource.maxAttempts ?? "?"}`],
          ["check", detail.check_command ?? "none"],
          ...(resource.address === null ? [] : [["address", resource.address] as const]),
          ...(detail.performance_data ? [["perfdata", detail.performance_data] as const] : []),
          ...(metrics.meta.faults === null ? [] : [["not understood", metrics.meta.faults] as const]),
          ["checks", checksText(detail)],
          ...(isAcknowledged ? [["acknowledged", acknowledgementText(acknowledgement)] as const] : []),
          ...downtimes.items.map((item) => ["downtime", downtimeText(item)] as const),
          ...present.map(({ text }) => ["notifications", text] as const),
        ]),
      );
    });
}

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

const withAge = (date: string | null): string => (date === null ? "never" : `${localTime(date)} (${ageOf(date)} ago)`);

/** Downtime in words, with its number. */
export function downtimeText({ id, is_started: isStarted, start_time: start, ...item }: DowntimeItem): string {
  const times = `${localTime(start)} to ${localTime(item.end_time)}`;
  const flexible = item.is_fixed ? "" : `, flexible, ${Math.round((item.duration ?? 0) / 60)} minutes`;
  return `${id} ${isStarted ? "running" : "planned"}, ${times}${flexible}: ${item.comment ?? ""}`;
}

const acknowledgementText = (item: AcknowledgementItem | null): string =>
  item === null ? "yes" : `by ${item.author_name ?? "somebody"}, ${localTime(item.entry_time)}: ${item.comment ?? ""}`;

function checksText(detail: Detail): string {
  const isActive = detail.active_checks ?? detail.is_active_check ?? false;
  const passive = detail.passive_checks === undefined ? "" : `, passive results ${onOff(detail.passive_checks)}`;
  return `active checks ${onOff(isActive)}${passive}`;
}

const onOff = (isOn: boolean | null): string => (isOn === false ? "off" : "on");

interface Detail {
  readonly output: string | null;
  readonly next_check: string | null;
  readonly check_command: string | null;
  readonly performance_data?: string;
  /** Of a host. */
  readonly acknowledged?: boolean | null;
  readonly active_checks?: boolean | null;
  readonly passive_checks?: boolean | null;
  /** Of a service. */
  readonly is_acknowledged?: boolean;
  readonly is_active_check?: boolean;
}

interface AcknowledgementItem {
  readonly author_name?: string | null;
  readonly entry_time: string | null;
  readonly comment: string | null;
}
