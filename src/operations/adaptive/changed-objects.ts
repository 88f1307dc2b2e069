import type { CheckableOptions, Contact, MainSettings, Resource } from "../../model/objects.ts";

/** Changed attributes with their values, as read from adaptive records. */
export type ChangedValues = ReadonlyMap<string, unknown>;

const OPTIONS = [
  "eventHandler",
  "eventHandlerEnabled",
  "flapDetectionEnabled",
  "checkFreshness",
] as const satisfies readonly (keyof CheckableOptions)[];
const VARIABLE = "customVariable.";

/** Copy of the resource with these values in place of the configured ones. Frozen. */
export function changedResource(configured: Resource, values: ChangedValues, optionsFor: OptionsFor): Resource {
  if (values.size === 0) return configured;
  const own = new Map([...values].filter(([attribute]) => !isOption(attribute) && !attribute.startsWith(VARIABLE)));
  const options = new Map([...values].filter(([attribute]) => isOption(attribute)));
  return Object.freeze({
    ...configured,
    ...Object.fromEntries(own),
    options: options.size === 0 ? configured.options : optionsFor(configured.options, options),
    customVariables: withVariables(configured.customVariables, values),
  });
}

/** Function that returns changed options, the same object for equal options. */
export type OptionsFor = (configured: CheckableOptions, values: ChangedValues) => CheckableOptions;

export function createOptionsPool(): OptionsFor {
  const known = new WeakMap<CheckableOptions, Map<string, CheckableOptions>>();
  return (configured, values) => {
    const made = known.getOrInsertComputed(configured, () => new Map());
    const name = JSON.stringify(OPTIONS.map((option) => (values.has(option) ? [values.get(option)] : [])));
    return made.getOrInsertComputed(name, () => Object.freeze({ ...configured, ...Object.fromEntries(values) }));
  };
}

export function changedContact(configured: Contact, values: ChangedValues): Contact {
  if (values.size === 0) return configured;
  const notifications = (
    kind: "host" | "service",
    before: Contact["hostNotifications"],
  ): Contact["hostNotifications"] =>
    Object.freeze({
      ...before,
      ...(values.has(`${kind}NotificationsEnabled`)
        ? { enabled: values.get(`${kind}NotificationsEnabled`) as boolean }
        : {}),
      ...(values.has(`${kind}NotificationPeriod`) ? { period: values.get(`${kind}NotificationPeriod`) as string } : {}),
    });
  return Object.freeze({
    ...configured,
    hostNotifications: notifications("host", configured.hostNotifications),
    serviceNotifications: notifications("service", configured.serviceNotifications),
    customVariables: withVariables(configured.customVariables, values),
  });
}

export const changedMain = (configured: MainSettings, values: ChangedValues): MainSettings =>
  values.size === 0 ? configured : Object.freeze({ ...configured, ...Object.fromEntries(values) });

const isOption = (attribute: string): boolean => OPTIONS.some((option) => option === attribute);

function withVariables(configured: ReadonlyMap<string, string>, values: ChangedValues): ReadonlyMap<string, string> {
  const changed = [...values].filter(([attribute]) => attribute.startsWith(VARIABLE));
  if (changed.length === 0) return configured;
  return new Map([
    ...configured,
    ...changed.map(([attribute, value]) => [attribute.slice(VARIABLE.length), String(value)] as const),
  ]);
}
