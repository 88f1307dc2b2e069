import Type, { type Static } from "typebox";
import type { Resource } from "../../../../model/objects.ts";
import type { ResourceKey } from "../../../../model/resource-key.ts";
import type { ResourceChange } from "../../../../operations/adaptive/adaptive.ts";
import { refuseField } from "../../body-refusal.ts";
import { MAX_RESOURCES, strict } from "../../resource-references.ts";
import { type ActionKind, allDone, needsAdministrator, type Undo } from "../action-kind.ts";

const on = (description: string) => Type.Optional(Type.Boolean({ description }));

const setOptions = Type.Object(
  {
    notifications: on("Contacts are notified"),
    active_checks: on("The server runs checks"),
    passive_checks: on("Results from outside count"),
    event_handler: on("The event handler is called"),
    flap_detection: on("Flapping is detected"),
  },
  strict,
);

type Switches = Static<typeof setOptions>;
type Switch = keyof Switches;

interface Setting {
  readonly read: (resource: Resource) => boolean;
  readonly change: (isOn: boolean) => ResourceChange;
}

const SETTINGS: Readonly<Record<Switch, Setting>> = {
  notifications: {
    read: ({ notificationsEnabled }) => notificationsEnabled ?? true,
    change: (notificationsEnabled) => ({ notificationsEnabled }),
  },
  active_checks: {
    read: ({ activeChecks }) => activeChecks ?? true,
    change: (activeChecks) => ({ activeChecks }),
  },
  passive_checks: {
    read: ({ passiveChecks }) => passiveChecks ?? true,
    change: (passiveChecks) => ({ passiveChecks }),
  },
  event_handler: {
    read: ({ options }) => options.eventHandlerEnabled,
    change: (eventHandlerEnabled) => ({ eventHandlerEnabled }),
  },
  flap_detection: {
    read: ({ options }) => options.flapDetectionEnabled,
    change: (flapDetectionEnabled) => ({ flapDetectionEnabled }),
  },
};

/** Switches settings of resources over what the configuration says. One that is as wanted already is left alone. */
export const set: ActionKind = {
  options: setOptions,
  takesResources: true,
  prepare(options, { caller, actor, parts: { operations } }) {
    const wanted = Object.entries(options as Switches) as [Switch, boolean][];
    if (wanted.length === 0) refuseField("options", "At least one setting is needed.");
    const change: ResourceChange = Object.assign({}, ...wanted.map(([name, isOn]) => SETTINGS[name].change(isOn)));
    /** Switches that differ before, by resource. */
    const changed = new Map<ResourceKey, readonly Switch[]>();
    return {
      missingRight: needsAdministrator(caller),
      async act(targets) {
        const differing = targets.flatMap(({ resource }) => {
          const names = wanted.filter(([name, isOn]) => SETTINGS[name].read(resource) !== isOn).map(([name]) => name);
          return names.length === 0 ? [] : [[resource.key, names] as const];
        });
        if (differing.length > 0)
          await operations.changeResources(
            differing.map(([key]) => key),
            change,
            actor,
          );
        for (const [key, names] of differing) changed.set(key, names);
        return { done: allDone(targets) };
      },
      undo: () => undoOf(changed, Object.fromEntries(wanted)),
    };
  },
};

/** Null if nothing was changed, not the same everywhere, or more than one request names. */
function undoOf(changed: ReadonlyMap<ResourceKey, readonly Switch[]>, wanted: Switches): Undo | null {
  const [names, ...others] = new Set([...changed.values()].map((those) => those.join(" ")));
  if (names === undefined || others.length > 0 || changed.size > MAX_RESOURCES) return null;
  const options = Object.fromEntries(names.split(" ").map((name) => [name, !wanted[name as Switch]]));
  return { action: "set", on: [...changed.keys()], options };
}
