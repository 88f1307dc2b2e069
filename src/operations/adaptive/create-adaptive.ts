import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { SharedLock } from "../../lib/shared-lock.ts";
import { NO_CONSEQUENCES, type Adaptive, type ConsequencesOf } from "./adaptive.ts";
import { createRecordTable, recordsOf, recordTarget, resourceKeyOf, type RecordTarget } from "./adaptive-records.ts";
import { faultOf, kindOf } from "./attributes.ts";
import {
  changedContact,
  changedMain,
  changedResource,
  createOptionsPool,
  type ChangedValues,
} from "./changed-objects.ts";
import { NO_AUDIT, type Audit } from "../audit/audit.ts";
import { changeAudit, changeHistory, type ChangeHistoryParts } from "./change-history.ts";
import type { CurrentInventory } from "./current-inventory.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";
import type { Change } from "../../model/change.ts";
import { checksAreOn } from "../../model/history-changes.ts";

/** Parts that must learn of changed objects, in addition to the inventory. */
export interface AdaptiveOptions {
  readonly ledger: Pick<Ledger, "commit" | "state">;
  /** Held by each change of an operator until it is in effect, so that a reload records the configuration it finds. */
  readonly lock: Pick<SharedLock, "shared">;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after an operator's change of resources, which are already replaced in the inventory. */
  readonly onResources: (resources: readonly Resource[]) => void;
  /** Called after an operator's change of `inventory.main`. */
  readonly onProgram: () => void;
}

export interface RunningAdaptive extends Adaptive {
  /**
   * Loads the stored records at the start. `isKept`: the configuration lets the changes of an object survive a
   * restart.
   */
  start(stored: readonly AdaptiveRecord[], isKept: (target: RecordTarget) => boolean): Promise<void>;
  /**
   * Applies the changes to the first configuration, as `adapt`, and takes it. Dropped changes whose deletion is refused
   * are dropped again by the next start. Resolves with the resources that differ from their configuration.
   */
  load(first: CurrentInventory): Promise<readonly Resource[]>;
  /**
   * Applies the changes to another configuration, before any other part gets it. Changes that refer to missing objects
   * are dropped with a warning; changes of a missing object wait until it is configured again.
   */
  adapt(next: CurrentInventory): AdaptedConfiguration;
  /** Takes what another server committed. Of a change that this configuration does not allow, nothing is taken. */
  follow(changes: readonly Change[]): void;
  /** The same of all that it has committed: others are forgotten. */
  followAll(stored: readonly AdaptiveRecord[]): void;
}

/** Configuration that has the changes of operators, and is not in effect yet. */
export interface AdaptedConfiguration {
  /** Resources that differ from their configuration. */
  readonly resources: readonly Resource[];
  /** Deletion of the changes that are dropped. To be stored before `take`. */
  readonly changes: readonly Change[];
  /** From now on, operators change this configuration. */
  take(): void;
}

export function createAdaptive(options: AdaptiveOptions): RunningAdaptive {
  const { ledger, lock, clock, log, onResources, onProgram } = options;
  const records = createRecordTable();
  let optionsFor = createOptionsPool();
  let current: CurrentInventory;

  const valuesOf = (target: RecordTarget): ChangedValues => valuesIn(records.of(target));

  const change = async (
    targets: readonly RecordTarget[],
    wanted: object,
    audit: Audit,
    consequences = NO_CONSEQUENCES,
  ): Promise<void> => {
    const added = recordsOf(targets, wanted, Math.floor(clock.now()));
    if (added.length === 0) return;
    const following = consequences.changes();
    try {
      await ledger.commit([
        ...added.map((record) => ({ kind: "adaptive", record }) as const),
        ...changeHistory(
          added,
          "set",
          historyParts(audit.by, ({ value }) => JSON.parse(value) === true),
        ),
        ...changeAudit(added, "set", audit),
        ...following,
      ]);
    } catch (error) {
      consequences.takeBack(following);
      throw error;
    }
    added.forEach(records.put);
    renew(targets);
  };

  const deletionOf = (gone: readonly AdaptiveRecord[], parts: ChangeHistoryParts): readonly Change[] => [
    ...gone.map(({ objectType, objectName, attribute }): Change => ({
      kind: "adaptive-forgotten",
      record: { objectType, objectName, attribute },
    })),
    ...changeHistory(gone, "forgotten", parts),
  ];

  /** Parts for history lines. `isOnAfter`: active checks of the record's resource are on after the change. */
  const historyParts = (by: string, isOnAfter: (record: AdaptiveRecord) => boolean): ChangeHistoryParts => ({
    at: Math.floor(clock.now()),
    by,
    stateOf: (key) => ledger.state(key),
    switchesChecks(record) {
      if (record.attribute !== "activeChecks") return null;
      const isOn = isOnAfter(record);
      return isOn === (valuesOf(record).get("activeChecks") ?? isConfiguredOn(record)) ? null : isOn;
    },
  });

  /** Values to which forgotten changes with consequences return. */
  const configuredValues = (gone: readonly AdaptiveRecord[]): Parameters<ConsequencesOf>[0] => {
    const changed = gone.find(({ attribute }) => attribute === "flapDetectionEnabled");
    const configured = changed === undefined ? undefined : current.configuredResource(resourceKeyOf(changed));
    return configured === undefined ? {} : { flapDetectionEnabled: configured.options.flapDetectionEnabled };
  };

  const isConfiguredOn = (record: RecordTarget): boolean => {
    const configured = current.configuredResource(resourceKeyOf(record));
    return configured === undefined || checksAreOn(configured);
  };

  /**
   * Parts for changes undone by the configuration. Comparing the configurations reveals the change of active checks.
   */
  const byConfiguration: () => ChangeHistoryParts = () => ({
    ...historyParts("by the configuration", () => true),
    switchesChecks: () => null,
  });

  const renew = (targets: readonly RecordTarget[]): void => {
    const resources = targets
      .map((target) => replaced(target, current, optionsFor, valuesOf(target)))
      .filter((resource) => resource !== undefined);
    if (resources.length > 0) onResources(resources);
    if (targets.some(({ objectType }) => objectType === "program")) onProgram();
  };

  const adapt = (next: CurrentInventory): AdaptedConfiguration => {
    const nextOptions = createOptionsPool();
    const faults = new Map<AdaptiveRecord, string>();
    const resources: Resource[] = [];
    for (const target of records.targets()) {
      if (!isThere(target, next)) continue;
      const found = records.of(target);
      noteFaults(found, next.configured, faults);
      const values = valuesIn(found.filter((record) => !faults.has(record)));
      const resource = replaced(target, next, nextOptions, values);
      if (resource !== undefined) resources.push(resource);
    }
    return {
      resources,
      changes: deletionOf([...faults.keys()], byConfiguration()),
      take() {
        current = next;
        optionsFor = nextOptions;
        for (const [record, fault] of faults) {
          records.delete(record);
          // Without the value, since arguments of commands may be secrets.
          const { objectType, objectName, attribute } = record;
          log.warn({ objectType, objectName, attribute }, `a change made while running is dropped: ${fault}`);
        }
      },
    };
  };

  const follow = (changes: readonly Change[]): void => {
    const targets = new Map<string, RecordTarget>();
    for (const change of changes) {
      if (change.kind !== "adaptive" && change.kind !== "adaptive-forgotten") continue;
      const { record } = change;
      if (change.kind === "adaptive" && faultOfRecord(change.record, current.configured) === null)
        records.put(change.record);
      else records.delete(record);
      targets.set(`${record.objectType} ${record.objectName}`, record);
    }
    if (targets.size > 0) renew([...targets.values()]);
  };

  return {
    follow,
    followAll(stored) {
      const gone = records.targets().flatMap((target) => records.of(target));
      follow([
        ...gone.map((record) => ({ kind: "adaptive-forgotten", record }) as const),
        ...stored.map((record) => ({ kind: "adaptive", record }) as const),
      ]);
    },
    async start(stored, isKept) {
      stored.filter(isKept).forEach(records.put);
      const gone = stored.filter((record) => !isKept(record));
      if (gone.length > 0) await ledger.commit(deletionOf(gone, byConfiguration()));
    },
    async load(first) {
      const { resources, changes, take } = adapt(first);
      take();
      if (changes.length > 0)
        await ledger
          .commit(changes)
          .catch((error) =>
            log.error({ err: error }, "adaptive changes that do not hold any more could not be deleted"),
          );
      return resources;
    },
    adapt,
    changeResources: (keys, wanted, audit = NO_AUDIT, consequences = NO_CONSEQUENCES) =>
      lock.shared(() => {
        const known = keys.filter((key) => current.configuredResource(key) !== undefined);
        return change(
          known.map((key) => recordTarget({ type: "resource", key })),
          wanted,
          audit,
          consequences,
        );
      }),
    changeContacts: (names, wanted, audit = NO_AUDIT) =>
      lock.shared(() => {
        const known = names.filter((name) => current.configuredContact(name) !== undefined);
        return change(
          known.map((name) => recordTarget({ type: "contact", name })),
          wanted,
          audit,
        );
      }),
    changeProgram: (wanted, audit = NO_AUDIT, consequences = NO_CONSEQUENCES) =>
      lock.shared(() => change([recordTarget({ type: "program" })], wanted, audit, consequences)),
    forget: (target, attributes, audit = NO_AUDIT, consequencesOf = () => NO_CONSEQUENCES) =>
      lock.shared(async () => {
        const named = recordTarget(target);
        const gone = records.of(named).filter(({ attribute }) => attributes?.includes(attribute) ?? true);
        if (gone.length === 0) return;
        const consequences = consequencesOf(configuredValues(gone));
        const following = consequences.changes();
        try {
          await ledger.commit([
            ...deletionOf(gone, historyParts(audit.by, isConfiguredOn)),
            ...changeAudit(gone, "forgotten", audit),
            ...following,
          ]);
        } catch (error) {
          consequences.takeBack(following);
          throw error;
        }
        gone.forEach(records.delete);
        renew([named]);
      }),
  };
}

const valuesIn = (records: readonly AdaptiveRecord[]): ChangedValues =>
  new Map(records.map(({ attribute, value }) => [attribute, JSON.parse(value) as unknown]));

/** Replaces the object of a target by its configured one with these values. Returns it if it is a resource. */
function replaced(
  target: RecordTarget,
  inventory: CurrentInventory,
  optionsFor: ReturnType<typeof createOptionsPool>,
  values: ChangedValues,
): Resource | undefined {
  switch (target.objectType) {
    case "program":
      return void inventory.replaceMain(changedMain(inventory.configured.main, values));
    case "contact": {
      const contact = inventory.configuredContact(target.objectName);
      return contact && void inventory.replaceContact(changedContact(contact, values));
    }
    case "host":
    case "service": {
      const configured = inventory.configuredResource(resourceKeyOf(target));
      if (configured === undefined) return undefined;
      const resource = changedResource(configured, values, optionsFor);
      inventory.replaceResource(resource);
      return resource;
    }
  }
}

/** Adds the records that cannot be used with this configuration, with the reason of each. */
function noteFaults(
  records: readonly AdaptiveRecord[],
  configured: Inventory,
  faults: Map<AdaptiveRecord, string>,
): void {
  for (const record of records) {
    const fault = faultOfRecord(record, configured);
    if (fault !== null) faults.set(record, fault);
  }
}

function isThere(target: RecordTarget, { configuredContact, configuredResource }: CurrentInventory): boolean {
  if (target.objectType === "program") return true;
  return (
    (target.objectType === "contact"
      ? configuredContact(target.objectName)
      : configuredResource(resourceKeyOf(target))) !== undefined
  );
}

/** Reason why a record cannot be used with this configuration; null if it can. */
function faultOfRecord({ objectType, attribute, value }: AdaptiveRecord, configured: Inventory): string | null {
  const kind = kindOf(objectType, attribute);
  if (kind === undefined) return `there is no attribute ${attribute}`;
  try {
    return faultOf(kind, JSON.parse(value), configured);
  } catch {
    return "its value is no JSON";
  }
}
