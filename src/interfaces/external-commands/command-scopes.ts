import type { Contact, Resource } from "../../model/objects.ts";
import type { ArgumentName } from "./command-arguments.ts";
import type { CommandTargets } from "./command-targets.ts";

/** Scopes of commands: the arguments that name the objects, and the wording for the documentation. */
export const SCOPES = {
  host: { args: ["host"], label: "a host" },
  service: { args: ["host", "service"], label: "a service" },
  "services-of-host": { args: ["host"], label: "every service of a host" },
  "host-and-behind": { args: ["host"], label: "a host and all hosts behind it" },
  "all-behind-host": { args: ["host"], label: "all hosts behind a host, and their services" },
  "hosts-of-hostgroup": { args: ["hostgroup"], label: "every host of a group" },
  "services-of-hostgroup": { args: ["hostgroup"], label: "every service of the hosts of a group" },
  "hosts-of-servicegroup": { args: ["servicegroup"], label: "every host that has a service in a group" },
  "services-of-servicegroup": { args: ["servicegroup"], label: "every service of a group" },
  contact: { args: ["contact"], label: "a contact" },
  "contacts-of-group": { args: ["contactgroup"], label: "every contact of a group" },
  program: { args: [], label: "the server" },
} as const satisfies Record<string, { readonly args: readonly ArgumentName[]; readonly label: string }>;

export type ScopeName = keyof typeof SCOPES;
type ContactScope = "contact" | "contacts-of-group";
export type ResourceScope = Exclude<ScopeName, ContactScope | "program">;

/** Arguments that name objects. Those of the command's scope are present. */
export interface NamedObjects {
  readonly host: string;
  readonly service: string;
  readonly hostgroup: string;
  readonly servicegroup: string;
  readonly contact: string;
  readonly contactgroup: string;
}

/** Resources in a scope. Refuses with `command-target-unknown`. */
export function resourcesOf(scope: ResourceScope, named: NamedObjects, targets: CommandTargets): readonly Resource[] {
  switch (scope) {
    case "host":
      return [targets.host(named.host)];
    case "service":
      return [targets.service(named.host, named.service)];
    case "services-of-host":
      return targets.servicesOf(targets.host(named.host));
    case "host-and-behind": {
      const host = targets.host(named.host);
      return [host, ...targets.hostsBehind(host)];
    }
    case "all-behind-host":
      return targets.hostsBehind(targets.host(named.host)).flatMap((host) => [host, ...targets.servicesOf(host)]);
    case "hosts-of-hostgroup":
      return targets.hostsOfGroup(named.hostgroup);
    case "services-of-hostgroup":
      return targets.hostsOfGroup(named.hostgroup).flatMap((host) => targets.servicesOf(host));
    case "hosts-of-servicegroup":
      return targets.hostsOfServiceGroup(named.servicegroup);
    case "services-of-servicegroup":
      return targets.servicesOfGroup(named.servicegroup);
  }
}

/** Contacts in a scope. Refuses with `command-target-unknown`. */
export function contactsOf(scope: ContactScope, named: NamedObjects, targets: CommandTargets): readonly Contact[] {
  return scope === "contact" ? [targets.contact(named.contact)] : targets.contactsOfGroup(named.contactgroup);
}

export const isContactScope = (scope: ScopeName): scope is ContactScope =>
  scope === "contact" || scope === "contacts-of-group";
