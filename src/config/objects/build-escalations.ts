import type { BuiltHost } from "./build-hosts.ts";
import type { BuiltService } from "./build-services.ts";
import { textOf, type Definition } from "./definition.ts";
import { numberOf, statesOf } from "./directive-values.ts";
import type { Inheritance } from "./inherit.ts";
import type { Escalation, Resource } from "../../model/objects.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { checkNames, checkPeriod, type KnownNames } from "./references.ts";
import { registeredObjects, type Registered } from "./registered.ts";
import { selectHostList } from "./select-hosts.ts";
import { selectServices, type ServiceLists } from "./select-services.ts";
import { allStates } from "./state-letters.ts";
import { reportEmptySelection } from "./report-empty-selection.ts";
import type { ValuePool } from "./value-pool.ts";
import { warningOf } from "../../model/configuration-warnings.ts";
import { errorOf } from "../../model/configuration-errors.ts";

/** Maximum number of escalations that definitions may expand to. */
const MAX_ESCALATIONS = 1_000_000;

/**
 * Builds the escalations, one per resource. Missing values come from the resource: contacts and contact groups (if the
 * escalation has neither, or adds to them with a plus), the period, and the interval if the resource sets
 * `notification_interval`.
 */
export function buildEscalations(
  hostDefinitions: readonly Definition[],
  serviceDefinitions: readonly Definition[],
  inheritance: Inheritance,
  lists: ServiceLists,
  known: Pick<KnownNames, "timeperiod" | "contact" | "contactgroup">,
  pool: ValuePool,
  problems: Diagnostics,
): Escalation[] {
  const escalations: Escalation[] = [];
  for (const object of registeredObjects(hostDefinitions, inheritance)) {
    const hosts = selectHostList(object.directives, "", lists, problems);
    addAll(
      object,
      "host",
      ["host_name", "hostgroup_name"],
      hosts.map((built) => [built.host, hasOwnInterval(built)]),
    );
  }
  for (const object of registeredObjects(serviceDefinitions, inheritance)) {
    const services = [...selectServices(object.directives, "", lists, problems)];
    addAll(
      object,
      "service",
      ["service_description", "servicegroup_name"],
      services.map((built) => [built.service, serviceHasInterval(built)]),
    );
  }
  return escalations;

  function addAll(
    object: Registered,
    kind: "host" | "service",
    names: readonly string[],
    resources: readonly (readonly [Resource, isIntervalGiven: boolean])[],
  ): void {
    const escalation = readEscalation(object, kind, known, problems);
    reportEmptySelection(object, names, resources.length, lists.allowEmptyGroups, problems);
    for (const [resource, isIntervalGiven] of resources) add(escalation, resource, isIntervalGiven);
  }

  function add(read: ReadEscalation, resource: Resource, isIntervalGiven: boolean): void {
    if (escalations.length >= MAX_ESCALATIONS) {
      problems.error(read.definition.source, null, errorOf("too-many-escalations", { most: MAX_ESCALATIONS }));
      return;
    }
    const { directives, fields, definition } = read;
    const escalation = Object.freeze({
      key: resource.key,
      ...fields,
      notificationInterval: fields.notificationInterval ?? (isIntervalGiven ? resource.notificationInterval : null),
      period: directives.has("escalation_period") ? fields.period : resource.notificationPeriod,
      contacts: escalatedTo(read, "contacts", resource.contacts),
      contactGroups: escalatedTo(read, "contact_groups", resource.contactGroups),
      source: definition.source,
    });
    if (escalation.contacts.length + escalation.contactGroups.length === 0)
      problems.warn(definition.source, "contacts", warningOf("escalation-without-contacts", {}));
    escalations.push(escalation);
  }

  function escalatedTo(
    { definition, directives, hasContacts }: ReadEscalation,
    name: string,
    ofResource: readonly string[],
  ): readonly string[] {
    const text = textOf(directives, name) ?? "";
    if (!hasContacts) return ofResource;
    return ofResource.length > 0 && inheritance.isAdditive(definition, name)
      ? pool.list([text, ...ofResource].join(","))
      : pool.list(text);
  }
}

interface ReadEscalation extends Registered {
  readonly hasContacts: boolean;
  readonly fields: Pick<
    Escalation,
    "firstNotification" | "lastNotification" | "notificationInterval" | "period" | "on"
  >;
}

/** Nagios's value for a missing notification number. As the last number it precedes every notification. */
const NOT_GIVEN = -2;

function readEscalation(
  { definition, directives }: Registered,
  kind: "host" | "service",
  known: Pick<KnownNames, "timeperiod" | "contact" | "contactgroup">,
  problems: Diagnostics,
): ReadEscalation {
  checkPeriod(directives, "escalation_period", known, problems);
  checkNames(directives, "contacts", "contact", known.contact, problems);
  checkNames(directives, "contact_groups", "contactgroup", known.contactgroup, problems);
  if (!directives.has("last_notification"))
    problems.warn(definition.source, "last_notification", warningOf("escalation-never-applies", {}));
  const fields = {
    firstNotification: numberOf(directives, "first_notification", "whole", null) ?? NOT_GIVEN,
    lastNotification: numberOf(directives, "last_notification", "whole", null) ?? NOT_GIVEN,
    notificationInterval: numberOf(directives, "notification_interval", "interval", null),
    period: textOf(directives, "escalation_period") || null,
    on: statesOf(directives, "escalation_options", `${kind}-escalations`) ?? allStates(`${kind}-escalations`),
  };
  return {
    definition,
    directives,
    fields,
    hasContacts: directives.has("contacts") || directives.has("contact_groups"),
  };
}

const hasOwnInterval = ({ directives }: BuiltHost): boolean => directives.has("notification_interval");

const serviceHasInterval = ({ definition, builtHost }: BuiltService): boolean =>
  definition.has.notificationInterval || hasOwnInterval(builtHost);
