import { sampleHost, sampleInventory, sampleService } from "../../engine/check/sample-inventory.fixture.ts";
import { DEFAULT_POLICY } from "../../engine/availability/policy.ts";
import type { HistoryEvent } from "../../model/history-event.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import { createAvailabilityReports } from "../availability/availability-reports.ts";
import { createClosedParts } from "../availability/closed-parts.ts";
import { listed } from "../availability/listed-timeline.fixture.ts";
import type { ReportDefinition, ReportedEntry, ReportedTarget } from "./report-definition.ts";
import { createReportMails, type ReportMails } from "./report-mails.ts";

/** Groups of services with what happened to them, and the mails about them. */
export interface ReportScene {
  readonly inventory: Inventory;
  readonly mails: ReportMails;
  readonly definition: ReportDefinition;
}

export interface SceneGroup {
  readonly name: string;
  readonly mode: "all" | "any" | "mean";
  readonly services: readonly (readonly [name: string, happened: readonly Happened[]])[];
}

/** A problem, or a downtime, from one UTC time such as `2026-10-03T10:00` to another. */
export interface Happened {
  readonly what: "critical" | "downtime";
  readonly from: string;
  readonly to: string;
  readonly by?: string;
}

const START = Date.parse("2026-09-01T00:00:00Z") / 1000;
const NOW = Date.parse("2026-11-29T00:00:00Z") / 1000;

const event = (key: ResourceKey, at: number, kind: HistoryEvent["kind"], more: Partial<HistoryEvent> = {}) => ({
  key,
  at,
  kind,
  state: 0,
  stateType: 1,
  checkAttempt: 1,
  output: "",
  reason: "",
  ...more,
});

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

export function reportScene(
  groups: readonly SceneGroup[],
  more: Partial<ReportDefinition> = {},
  notSeenSince: (key: ResourceKey) => number | null = () => null,
): ReportScene {
  const hosts = groups.map(({ name }, index) => sampleHost(index + 1, name.toLowerCase().replaceAll(" ", "-")));
  const services = groups.map((group, index) =>
    group.services.map(([name], place) => sampleService(hosts[index]!, place + 1, name)),
  );
  const inventory = sampleInventory({
    hosts,
    services: services.flat(),
    serviceGroups: groups.map(({ name }, index) => ({
      id: index + 1,
      name: `group-${index + 1}`,
      alias: name,
      members: services[index]!.map(({ key }) => key),
    })),
    main: { useTimezone: "Europe/Paris" },
  });
  const events = [
    event(SERVER_KEY, START, "monitoring-started"),
    ...groups.flatMap((group, index) =>
      group.services.flatMap(([, happened], place) => eventsOf(services[index]![place]!, happened)),
    ),
  ];
  const availability = createAvailabilityReports({
    timeline: listed(events),
    inventory: () => inventory,
    clock: { now: () => NOW, monotonic: () => 0, runAt: () => () => {} },
    notSeenSince,
    closed: createClosedParts(),
  });
  const definition = {
    name: "shop",
    schedule: "0 7 1 * *",
    zone: null,
    of: groups.map(({ mode }, index) =>
      entry({ kind: "servicegroup", group: `group-${index + 1}`, mode: { kind: mode } }),
    ),
    range: "last-month",
    period: null,
    policy: DEFAULT_POLICY,
    countsSoftProblems: false,
    to: ["ada@example.org"],
    channel: "ops-mail",
    subject: null,
    ...more,
  } as const satisfies ReportDefinition;
  return { inventory, mails: createReportMails({ availability, inventory: () => inventory }), definition };
}

const entry = (target: ReportedTarget): ReportedEntry => ({ target, title: null, place: { file: "", line: 0 } });

function eventsOf({ key }: Resource, happened: readonly Happened[]): readonly HistoryEvent[] {
  return [
    event(key, START, "object-configured"),
    event(key, START + 1, "first-result"),
    ...happened.flatMap(({ what, from, to, by }, index) =>
      what === "downtime"
        ? [
            event(key, at(from), "downtime-started", { reason: `downtime ${index + 1} starts as planned` }),
            event(key, at(to), "downtime-ended", { reason: `downtime ${index + 1} ran its time` }),
          ]
        : [
            event(key, at(from), "hard-state", { state: 2 }),
            ...(by === undefined
              ? []
              : [event(key, at(from) + 60, "acknowledgement-set", { reason: `acknowledged by ${by}` })]),
            event(key, at(to), "recovery"),
          ],
    ),
  ];
}
