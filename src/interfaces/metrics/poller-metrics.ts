import type { ShownPoller } from "../../cluster/door/pollers.ts";
import type { TakenCounts } from "../../cluster/door/take-results.ts";
import { labelled, type Family } from "./family.ts";

export interface PollerMeasures {
  readonly pollers: readonly ShownPoller[];
  /** Of all pollers. */
  readonly results: Readonly<TakenCounts>;
}

/** Families of the pollers; none without pollers. */
export function pollerFamilies({ pollers, results }: PollerMeasures): readonly Family[] {
  if (pollers.length === 0) return [];
  const each = (name: string, help: string, valueOf: (poller: ShownPoller) => number | null): Family => ({
    name,
    type: "gauge",
    help,
    samples: pollers.flatMap((poller) => {
      const value = valueOf(poller);
      return value === null ? [] : [{ labels: { poller: poller.name }, value }];
    }),
  });
  return [
    each("vigie_poller_connected", "1 if a poller has a connection, 0 if not.", ({ link }) =>
      link === "connected" ? 1 : 0,
    ),
    each("vigie_poller_hosts", "Hosts that a poller checks at present.", ({ hosts }) => hosts),
    ...groupFamilies(pollers),
    each("vigie_poller_checks_running", "Checks that run at a poller.", ({ status }) => status?.running ?? null),
    each("vigie_poller_checks_late", "Checks that are due at a poller and wait.", ({ status }) => status?.late ?? null),
    each(
      "vigie_poller_results_buffered",
      "Results of a poller that this server has not taken yet.",
      ({ status }) => status?.buffered ?? null,
    ),
    each(
      "vigie_poller_clock_offset_seconds",
      "By how much the clock of a poller is ahead.",
      ({ status }) => status?.offset ?? null,
    ),
    labelled("counter", "vigie_poller_results_total", "Results of pollers, by what became of them.", "outcome", {
      ...results,
    }),
  ];
}

/** Of members of groups; none without groups. */
function groupFamilies(pollers: readonly ShownPoller[]): readonly Family[] {
  const samples = pollers.flatMap(({ name, group, groupHosts }) =>
    group === null ? [] : [{ labels: { poller: name, group }, value: groupHosts }],
  );
  const help = "Hosts of a group that a member checks at present.";
  return samples.length === 0 ? [] : [{ name: "vigie_poller_group_hosts", type: "gauge", help, samples }];
}
