import type { CentreonDump, ServiceRow } from "./centreon-tables.ts";
import type { DirectiveValue } from "./object-definition.ts";
import {
  hostTemplateParents,
  serviceTemplateParents,
  withTemplates,
  type TemplateParents,
} from "./template-parents.ts";

type Directives = Readonly<Record<string, DirectiveValue>>;

/** Gives the notification settings of hosts and services, by id, that the engine does not report to `storage`. */
export interface InheritedSettings {
  ofHost(id: number): Directives;
  ofService(row: Pick<ServiceRow, "host_id" | "service_id" | "description">): Directives;
}

/** Resolves the settings through the templates: the nearest value counts. */
export function inheritedSettings(dump: CentreonDump): InheritedSettings {
  const ofService = nearest(
    serviceTemplateParents(dump),
    new Map(
      dump.configuredServices.map((row) => [
        row.service_id,
        {
          recovery_notification_delay: row.service_recovery_notification_delay,
          acknowledgement_timeout: row.service_acknowledgement_timeout,
        },
      ]),
    ),
  );
  return {
    ofHost: nearest(
      hostTemplateParents(dump),
      new Map(
        dump.configuredHosts.map((row) => [
          row.host_id,
          {
            recovery_notification_delay: row.host_recovery_notification_delay,
            acknowledgement_timeout: row.host_acknowledgement_timeout,
          },
        ]),
      ),
    ),
    ofService: ({ service_id }) => ofService(service_id),
  };
}

interface Settings {
  readonly recovery_notification_delay: number | null;
  readonly acknowledgement_timeout: number | null;
}

function nearest(parentsOf: TemplateParents, settings: ReadonlyMap<number, Settings>): (id: number) => Directives {
  return (id) => {
    const levels = withTemplates(id, parentsOf).flatMap((each) => settings.get(each) ?? []);
    const first = (name: keyof Settings): number | undefined =>
      levels.find((level) => level[name] !== null)?.[name] ?? undefined;
    return {
      recovery_notification_delay: first("recovery_notification_delay"),
      acknowledgement_timeout: first("acknowledgement_timeout"),
    };
  };
}
