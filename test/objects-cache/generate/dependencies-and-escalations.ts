import type { Random } from "../../support/random.ts";
import { define, flag, interval, letters, some, sometimes, type Directives } from "./definition-writer.ts";
import type { CommonNames } from "./checked-directives.ts";
import type { Hosts, Services } from "./hosts-and-services.ts";

export interface Counts {
  readonly each: number;
  readonly extended: number;
}

/**
 * Generates dependencies and escalations of hosts and services, and extended information, with all ways to name
 * objects.
 */
export function dependenciesAndEscalations(
  random: Random,
  counts: Counts,
  on: Hosts,
  services: Services,
  names: CommonNames,
): string {
  let text = define("hostdependency", {
    name: "hd",
    dependency_period: random.from(names.periods),
    inherits_parent: "1",
    register: "0",
  });
  text += define("serviceescalation", {
    name: "se",
    contact_groups: random.from(names.contactGroups),
    first_notification: "2",
    register: "0",
  });
  for (let number = 0; number < counts.each; number += 1) {
    text += define("hostdependency", { ...hostDependency(random, on), ...failures(random, "host", names) });
    text += define("servicedependency", {
      ...serviceDependency(random, on, services),
      ...failures(random, "service", names),
    });
    text += define("hostescalation", { ...hostEscalation(random, on), ...steps(random, "host", names) });
    text += define("serviceescalation", {
      ...serviceEscalation(random, on, services),
      ...steps(random, "service", names),
    });
  }
  for (let number = 0; number < counts.extended; number += 1) {
    text += define("hostextinfo", {
      ...hostEscalation(random, on),
      use: undefined,
      ...extended(random),
      ...pictures(random),
    });
    text += define("serviceextinfo", {
      host_name: some(random, [...on.masters, ...on.dependents], 3).join(","),
      service_description: random.from([...services.upper, ...services.lower]),
      ...extended(random),
    });
  }
  return text;
}

function failures(random: Random, kind: "host" | "service", names: CommonNames): Directives {
  const all = kind === "host" ? ["o", "d", "u", "p"] : ["o", "w", "u", "c", "p"];
  return {
    use: kind === "host" && random.chance(0.2) ? "hd" : undefined,
    notification_failure_options: letters(random, all),
    ...sometimes(random, 0.4, {
      execution_failure_options: () => letters(random, all),
      inherits_parent: () => flag(random),
      dependency_period: () => random.from(names.periods),
    }),
  };
}

function hostDependency(random: Random, on: Hosts): Directives {
  const masters = random.from([
    { host_name: some(random, on.masters, 3).join(",") },
    { hostgroup_name: random.from(on.masterGroups) },
  ]);
  const dependents = random.from<Directives>([
    { dependent_host_name: some(random, on.dependents, 5).join(",") },
    { dependent_hostgroup_name: some(random, on.dependentGroups, 2).join(",") },
    {
      dependent_hostgroup_name: random.from(on.dependentGroups),
      dependent_host_name: `!${random.from(on.dependents)}`,
    },
  ]);
  return { ...masters, ...dependents };
}

function serviceDependency(
  random: Random,
  on: Hosts,
  { upper, lower, upperGroups, lowerGroups }: Services,
): Directives {
  const hostNames = [...on.masters, ...on.dependents];
  const someHosts = (prefix: string): Directives =>
    random.from<Directives>([
      { [`${prefix}host_name`]: some(random, hostNames, 3).join(",") },
      { [`${prefix}hostgroup_name`]: random.from(on.dependentGroups) },
      {
        [`${prefix}hostgroup_name`]: random.from(on.masterGroups),
        [`${prefix}host_name`]: `!${random.from(on.masters)}`,
      },
    ]);
  const masters = random.from<Directives>([
    { ...someHosts(""), service_description: some(random, upper, 2).join(",") },
    { servicegroup_name: random.from(upperGroups) },
  ]);
  const sameHost = { dependent_service_description: some(random, lower, 2).join(",") };
  return random.from<Directives>([
    { ...masters, ...someHosts("dependent_"), ...sameHost },
    { ...masters, ...sameHost },
    { ...masters, dependent_servicegroup_name: random.from(lowerGroups) },
  ]);
}

function hostEscalation(random: Random, on: Hosts): Directives {
  const hostNames = [...on.masters, ...on.dependents];
  return random.from<Directives>([
    { host_name: some(random, hostNames, 5).join(",") },
    { hostgroup_name: some(random, on.dependentGroups, 2).join(",") },
    { hostgroup_name: random.from(on.dependentGroups), host_name: `!${random.from(hostNames)}` },
    { hostgroup_name: `${on.dependentGroups[0]},!${on.dependentGroups[1]}`, host_name: random.from(hostNames) },
  ]);
}

function serviceEscalation(random: Random, on: Hosts, { upper, lower, groups }: Services): Directives {
  const hostNames = [...on.masters, ...on.dependents];
  return random.from<Directives>([
    {
      host_name: some(random, hostNames, 5).join(","),
      service_description: some(random, [...upper, ...lower], 3).join(","),
    },
    {
      host_name: `${random.from(hostNames)},${random.from(hostNames)}`,
      service_description: `*,!${random.from(upper)}`,
    },
    { hostgroup_name: random.from(on.dependentGroups), service_description: "*" },
    { servicegroup_name: some(random, groups, 2).join(",") },
    {
      servicegroup_name: random.from(groups),
      host_name: random.from(hostNames),
      service_description: random.from(lower),
    },
  ]);
}

function steps(random: Random, kind: "host" | "service", names: CommonNames): Directives {
  return {
    use: kind === "service" && random.chance(0.3) ? "se" : undefined,
    first_notification: String(random.between(1, 9)),
    last_notification: String(random.from([0, random.between(1, 20)])),
    ...sometimes(random, 0.4, {
      notification_interval: () => interval(random),
      escalation_period: () => random.from([...names.periods, "null"]),
      escalation_options: () => letters(random, kind === "host" ? ["r", "d", "u"] : ["r", "w", "u", "c"]),
      contacts: () => random.from(["null", `${random.from(["", "+"])}${some(random, names.contacts, 2).join(",")}`]),
      contact_groups: () => `${random.from(["", "+"])}${some(random, names.contactGroups, 2).join(",")}`,
    }),
  };
}

const extended = (random: Random): Directives =>
  sometimes(random, 0.5, {
    notes: () => "extended",
    notes_url: () => "http://example.org/e",
    action_url: () => "e",
    icon_image: () => "e.png",
    icon_image_alt: () => "E",
  });

const pictures = (random: Random): Directives =>
  sometimes(random, 0.3, {
    statusmap_image: () => "e.gd2",
    vrml_image: () => "e.vrml",
    "2d_coords": () => "3,4",
    "3d_coords": () => "1,2,3",
  });
