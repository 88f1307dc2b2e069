import type { Random } from "../../support/random.ts";
import { define, flag, some, sometimes, type Directives } from "./definition-writer.ts";
import { checkedDirectives, type CommonNames } from "./checked-directives.ts";

export interface Hosts {
  readonly text: string;
  /** Hosts of `masters` never depend on another host; no host depends on `dependents`. */
  readonly masters: readonly string[];
  readonly dependents: readonly string[];
  readonly groups: readonly string[];
  /** Groups of masters, and of dependents. */
  readonly masterGroups: readonly string[];
  readonly dependentGroups: readonly string[];
}

/** Generates templates that use each other, hosts that use several of them, and groups of hosts and groups. */
export function hosts(
  random: Random,
  counts: { readonly hosts: number; readonly groups: number },
  names: CommonNames,
): Hosts {
  const hostNames = Array.from({ length: counts.hosts }, (_, number) => `host-${number}`);
  const masters = hostNames.slice(0, Math.ceil(counts.hosts / 5));
  const dependents = hostNames.slice(masters.length);
  const groups = Array.from({ length: counts.groups }, (_, number) => `group-${number}`);
  let text = templates(random, "host", names, () => ({
    hostgroups: `${random.from(["", "+"])}${some(random, groups, 2).join(",")}`,
  }));
  hostNames.forEach((name, number) => {
    text += define("host", {
      use: `${some(random, templateNames("host"), 3).join(",")},host-last`,
      host_name: name,
      ...checkedDirectives(random, "host", 0.08, names),
      ...sometimes(random, 0.2, {
        alias: () => `Alias of ${name}`,
        address: () => `192.0.2.${number % 250}`,
        hostgroups: () => random.from(["null", `${random.from(["", "+"])}${some(random, groups, 3).join(",")}`]),
      }),
      parents:
        number > 0 && random.chance(0.4)
          ? some(random, hostNames.slice(Math.max(0, number - 20), number), 2).join(",")
          : undefined,
      ...sometimes(random, 0.03, {
        statusmap_image: () => "map.gd2",
        vrml_image: () => "v.png",
        "2d_coords": () => "1,2",
        "3d_coords": () => "1.5,-2,3",
      }),
    });
  });
  groups.forEach((name, number) => {
    text += define("hostgroup", {
      hostgroup_name: name,
      ...sometimes(random, 0.2, {
        alias: () => `Group ${number}`,
        notes: () => "Notes",
        notes_url: () => "u",
        action_url: () => "a",
      }),
      members: random.from([
        undefined,
        some(random, hostNames, 8).join(","),
        `${some(random, hostNames, 8).join(",")},!${random.from(hostNames)}`,
        number % 9 === 0 ? `*,!${some(random, hostNames, 5).join(",!")}` : undefined,
      ]),
      hostgroup_members:
        number > 0 && random.chance(0.2) ? some(random, groups.slice(0, number), 2).join(",") : undefined,
    });
  });
  // Not used elsewhere, so that their members are known.
  const masterGroups = ["masters-0", "masters-1"];
  const dependentGroups = ["dependents-0", "dependents-1", "dependents-2"];
  for (const name of masterGroups)
    text += define("hostgroup", { hostgroup_name: name, members: some(random, masters, 5).join(",") });
  for (const name of dependentGroups)
    text += define("hostgroup", { hostgroup_name: name, members: some(random, dependents, 8).join(",") });
  return { text, masters, dependents, groups, masterGroups, dependentGroups };
}

export interface Services {
  readonly text: string;
  readonly groups: readonly string[];
  /** Descriptions that every host has; those of `upper` never depend on others, and none depend on `lower`. */
  readonly upper: readonly string[];
  readonly lower: readonly string[];
  /** Groups with services of only one kind. */
  readonly upperGroups: readonly string[];
  readonly lowerGroups: readonly string[];
}

/** Generates services by host, group and wildcards, with exclusions; some override others. */
export function services(
  random: Random,
  counts: { readonly services: number; readonly groups: number },
  on: Hosts,
  names: CommonNames,
): Services {
  const hostNames = [...on.masters, ...on.dependents];
  const groups = Array.from({ length: counts.groups }, (_, number) => `services-${number}`);
  const grouped = (): string => random.from(["null", `${random.from(["", "+"])}${some(random, groups, 2).join(",")}`]);
  let text = templates(random, "service", names, () => ({ servicegroups: grouped() }));
  const [upper, lower] = [
    ["upper-0", "upper-1"],
    ["lower-0", "lower-1"],
  ];
  const base = (description: string, more: Directives = {}): void => {
    text += define("service", {
      use: "service-last",
      service_description: description,
      host_name: "*",
      servicegroups: "null",
      ...more,
    });
  };
  for (const description of upper) base(description, { servicegroups: "all-upper" });
  for (const description of lower) base(description, { servicegroups: "all-lower", parents: random.from(upper) });
  for (let number = upper.length + lower.length; number < counts.services; number += 1) {
    const description = random.chance(0.5) ? `service-${number}` : `by-group-${number}`;
    const places = description.startsWith("by-group")
      ? {
          hostgroup_name:
            some(random, on.groups, 2).join(",") + (random.chance(0.2) ? `,!${random.from(on.groups)}` : ""),
          host_name: random.chance(0.2) ? `!${some(random, hostNames, 2).join(",!")}` : undefined,
        }
      : {
          host_name: some(random, hostNames, 3).join(",") + (random.chance(0.1) ? `,!${random.from(hostNames)}` : ""),
        };
    text += define("service", {
      use: `${some(random, templateNames("service"), 3).join(",")},service-last`,
      service_description: description,
      ...places,
      ...checkedDirectives(random, "service", 0.06, names),
      ...sometimes(random, 0.15, {
        servicegroups: grouped,
        is_volatile: () => flag(random),
        parallelize_check: () => flag(random),
      }),
      ...sometimes(random, 0.05, {
        parents: () =>
          `${random.from(hostNames)},${random.from(upper)},${random.from(hostNames)},${random.from(lower)}`,
      }),
    });
  }
  // A host may define a service that its group has as well.
  for (const description of text.match(/by-group-\d*7$/gm) ?? []) {
    text += define("service", {
      use: "service-last",
      service_description: description,
      host_name: random.from(hostNames),
      notes: "named",
    });
  }
  groups.forEach((name, number) => {
    text += define("servicegroup", {
      servicegroup_name: name,
      ...sometimes(random, 0.2, { alias: () => `Group ${number}`, notes: () => "Notes" }),
      members: random.from([
        `${random.from(hostNames)},${random.from(upper)}`,
        `${random.from(hostNames)},*,${random.from(hostNames)},${random.from(lower)}`,
      ]),
      servicegroup_members:
        number > 0 && random.chance(0.2) ? some(random, groups.slice(0, number), 2).join(",") : undefined,
    });
  });
  text +=
    define("servicegroup", { servicegroup_name: "all-upper" }) +
    define("servicegroup", { servicegroup_name: "all-lower" });
  text += define("servicegroup", { servicegroup_name: "one-upper", members: `${random.from(hostNames)},upper-0` });
  text += define("servicegroup", { servicegroup_name: "one-lower", members: `${random.from(hostNames)},lower-1` });
  return { text, groups, upper, lower, upperGroups: ["one-upper"], lowerGroups: ["one-lower"] };
}

const TEMPLATES = 12;

const templateNames = (type: string): string[] =>
  Array.from({ length: TEMPLATES }, (_, number) => `${type}-template-${number}`);

// A template may use earlier ones; the last template of each object has the required directives.
function templates(random: Random, type: "host" | "service", names: CommonNames, more: () => Directives): string {
  const all = templateNames(type);
  const defined = all.map((name, number) =>
    define(type, {
      name,
      use: number > 0 && random.chance(0.5) ? some(random, all.slice(0, number), 2).join(",") : undefined,
      ...checkedDirectives(random, type, 0.12, names),
      ...(random.chance(0.3) ? more() : {}),
      register: "0",
    }),
  );
  const last = define(type, {
    name: `${type}-last`,
    check_command: names.commands[0],
    max_check_attempts: "3",
    check_interval: "5",
    retry_interval: "1",
    contacts: type === "host" ? names.contacts[0] : undefined,
    register: "0",
  });
  return defined.join("") + last;
}
