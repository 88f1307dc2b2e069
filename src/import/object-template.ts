import { definition, type DirectiveValue } from "./object-definition.ts";

type Directives = Readonly<Record<string, DirectiveValue>>;

/** Directives that an object may take from the template; names and descriptions stay with the object. */
const SHARED = new Set([
  "_POLLER_ID",
  "check_interval",
  "retry_interval",
  "max_check_attempts",
  "check_period",
  "active_checks_enabled",
  "passive_checks_enabled",
  "notifications_enabled",
  "notification_interval",
  "notification_period",
  "notification_options",
  "timezone",
  "contacts",
  "contact_groups",
]);

/**
 * Writes many objects with a template of the values that most of them share: a setting is then changed in one place,
 * and the files of a large installation stay small. A directive that some object lacks is not in the template.
 */
export function definitionsWithTemplate(
  type: string,
  template: string,
  objects: readonly Directives[],
): readonly string[] {
  const shared = Object.fromEntries(
    [...SHARED].flatMap((name) => {
      const value = commonValue(objects.map((object) => object[name]));
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return [
    ...(objects.length === 0 ? [] : [definition(type, { name: template, register: false, ...shared })]),
    ...objects.map((object) =>
      definition(type, {
        use: template,
        ...Object.fromEntries(
          Object.entries(object).filter(([name, value]) => !(name in shared) || shared[name] !== value),
        ),
      }),
    ),
  ];
}

/** The most frequent value; undefined if an object has none. */
function commonValue(values: readonly DirectiveValue[]): DirectiveValue {
  const counts = new Map<DirectiveValue, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.has(undefined)) return undefined;
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
