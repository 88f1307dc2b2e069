import type { CachedObject } from "./cached-object.ts";
import { INTERVAL_OF_RESOURCE, knownDifference, acceptedAsMissing, type KnownDifference } from "./known-differences.ts";
import { normalValue } from "./normal-value.ts";

export interface Comparison {
  /** One description per object. */
  readonly differences: readonly string[];
  /** Number of occurrences of each accepted difference. */
  readonly known: ReadonlyMap<KnownDifference, number>;
  /** Objects of Nagios, by type. */
  readonly objectCounts: ReadonlyMap<string, number>;
  readonly directiveCount: number;
}

/** Compares every object and every directive, in any order. */
export function compareObjects(nagios: readonly CachedObject[], vigie: readonly CachedObject[]): Comparison {
  const known = new Map<KnownDifference, number>();
  const count = (name: KnownDifference): void => void known.set(name, (known.get(name) ?? 0) + 1);
  const theirs = byIdentity(nagios, count);
  const ours = byIdentity(vigie, count);
  const differences: string[] = [];
  let directiveCount = 0;
  for (const identity of [...new Set([...theirs.keys(), ...ours.keys()])].sort()) {
    const type = identity.slice(0, identity.indexOf(" "));
    const theirValues = (theirs.get(identity) ?? []).filter((values) => {
      const missing = acceptedAsMissing(type, values);
      if (missing !== null) count(missing);
      return missing === null;
    });
    const ourValues = ours.get(identity) ?? [];
    for (const values of theirValues) directiveCount += values.size;
    for (const [a, b] of unequal(theirValues, ourValues)) {
      if (a === undefined) differences.push(`${identity}: only in Vigie${listValues(b)}`);
      else if (b === undefined) differences.push(`${identity}: only in Nagios${listValues(a)}`);
      else {
        const lines = differentLines(type, a, b, count);
        if (lines.length > 0) differences.push([`${identity}:`, ...lines].join("\n"));
      }
    }
  }
  return { differences, known, objectCounts: countTypes(nagios), directiveCount };
}

type Values = ReadonlyMap<string, string>;

// A service defined twice is one service, but Nagios creates its escalations twice: equal ones are counted once.
function byIdentity(objects: readonly CachedObject[], count: (name: KnownDifference) => void): Map<string, Values[]> {
  const found = new Map<string, Values[]>();
  for (const { type, directives } of objects) {
    const given = new Map(directives);
    const hostName = given.get("host_name") ?? "";
    const values = new Map(directives.map(([name, value]) => [name, normalValue(type, name, value, hostName)]));
    if (values.get("notification_interval") === INTERVAL_OF_RESOURCE) {
      values.set("notification_interval", "0");
      count("interval of an escalation");
    }
    if (values.get("display_name") === (values.get("service_description") ?? hostName)) values.delete("display_name");
    const identity = `${type} ${identityOf(type, values)}`;
    const before = found.get(identity);
    if (before === undefined) found.set(identity, [values]);
    else before.push(values);
  }
  for (const [identity, list] of found) if (list.length > 1) found.set(identity, distinct(list));
  return found;
}

const textOf = (values: Values): string =>
  [...values]
    .map(([name, value]) => `${name} ${value}`)
    .sort()
    .join("\n");

const distinct = (list: readonly Values[]): Values[] => [
  ...new Map(list.map((values) => [textOf(values), values])).values(),
];

/** Several dependencies and escalations may have the same identity: equal ones are removed, the others are paired. */
function* unequal(
  theirs: readonly Values[],
  ours: readonly Values[],
): Generator<readonly [Values | undefined, Values | undefined]> {
  const [theirTexts, ourTexts] = [theirs, ours].map((list) => new Set(list.map(textOf)));
  const theirValues = theirs.filter((values) => ourTexts?.has(textOf(values)) === false);
  const ourValues = ours.filter((values) => theirTexts?.has(textOf(values)) === false);
  for (let index = 0; index < Math.max(theirValues.length, ourValues.length); index += 1)
    yield [theirValues[index], ourValues[index]];
}

function identityOf(type: string, values: Values): string {
  const text = (name: string): string => values.get(name) ?? "";
  switch (type) {
    case "host":
    case "hostescalation":
      return text("host_name");
    case "service":
    case "serviceescalation":
      return `${text("host_name")};${text("service_description")}`;
    case "hostdependency":
      return `${text("dependent_host_name")} on ${text("host_name")}`;
    case "servicedependency":
      return (
        `${text("dependent_host_name")};${text("dependent_service_description")} on ${text("host_name")};` +
        `${text("service_description")}`
      );
    default:
      return text(`${type}_name`);
  }
}

function differentLines(type: string, nagios: Values, vigie: Values, count: (name: KnownDifference) => void): string[] {
  return [...new Set([...nagios.keys(), ...vigie.keys()])].sort().flatMap((name) => {
    const theirValues = nagios.get(name) ?? "(nothing)";
    const ourValues = vigie.get(name) ?? "(nothing)";
    if (theirValues === ourValues) return [];
    const accepted = knownDifference(type, name, theirValues, ourValues);
    if (accepted !== null) count(accepted);
    return accepted === null ? [`  ${name}: ${describeValues(theirValues, ourValues)}`] : [];
  });
}

/** For long lists, only the elements that are not in both. */
function describeValues(nagios: string, vigie: string): string {
  if (nagios.length + vigie.length < 300) return `Nagios ${nagios}, Vigie ${vigie}`;
  const theirs = new Set(nagios.split(","));
  const ours = new Set(vigie.split(","));
  const [onlyTheirs, onlyOurs] = [theirs.difference(ours), ours.difference(theirs)];
  return `only in Nagios: ${[...onlyTheirs].join()}; only in Vigie: ${[...onlyOurs].join()}`;
}

const listValues = (values: Values | undefined): string =>
  [...(values ?? [])].map(([name, value]) => `\n  ${name}: ${value}`).join("");

function countTypes(objects: readonly CachedObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of objects) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
