import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Adaptive } from "./adaptive.ts";
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
   * Applies the changes to another configuration, at the start and at a reload, before any other part gets it.
   * Returns the resources that differ from their configuration. Changes that refer to missing objects are dropped
   * with a warning; changes of a missing object wait until it is configured again.
   */
  load(current: CurrentInventory): readonly Resource[];
}

export function createAdaptive({ ledger, clock, log, onResources, onProgram }: AdaptiveOptions): RunningAdaptive {
  const records = createRecordTable();
  let optionsFor = createOptionsPool();
  let current: CurrentInventory;

  const change = async (targets: readonly RecordTarget[], wanted: object, audit: Audit): Promise<void> => {
    const added = recordsOf(targets, wanted, Math.floor(clock.now()));
    if (added.length === 0) return;
    await ledger.commit([
      ...added.map((record) => ({ kind: "adaptive", record }) as const),
      ...changeHistory(
        added,
        "set",
        historyParts(({ value }) => JSON.parse(value) === true),
      ),
      ...changeAudit(added, "set", audit),
    ]);
    added.forEach(records.put);
    renew(targets);
  };

  const forgetRecords = async (
    gone: readonly AdaptiveRecord[],
    parts: ChangeHistoryParts,
    audit = NO_AUDIT,
  ): Promise<void> => {
    if (gone.length === 0) return;
    const forgotten = gone.map(({ objectType, objectName, attribute }): Change => ({
      kind: "adaptive-forgotten",
      record: { objectType, objectName, attribute },
    }));
    await ledger.commit([
      ...forgotten,
      ...changeHistory(gone, "forgotten", parts),
      ...changeAudit(gone, "forgotten", audit),
    ]);
    gone.forEach(records.delete);
  };

  /** Parts for history lines. `isOnAfter`: active checks of the record's resource are on after the change. */
  const historyParts = (isOnAfter: (record: AdaptiveRecord) => boolean): ChangeHistoryParts => ({
    at: Math.floor(clock.now()),
    stateOf: (key) => ledger.state(key),
    switchesChecks(record) {
      if (record.attribute !== "activeChecks") return null;
      const isOn = isOnAfter(record);
      return isOn === (valuesOf(record).get("activeChecks") ?? isConfiguredOn(record)) ? null : isOn;
    },
  });

  const isConfiguredOn = (record: RecordTarget): boolean => {
    const configured = current.configuredResource(resourceKeyOf(record));
    return configured === undefined || checksAreOn(configured);
  };

  /**
   * Parts for changes undone by the configuration. Comparing the configurations reveals the change of active checks.
   */
  const byConfiguration: () => ChangeHistoryParts = () => ({ ...historyParts(() => true), switchesChecks: () => null });

  /** Rebuilds the current objects from the configured ones and the records; returns the resources among them. */
  const replaceAll = (targets: readonly RecordTarget[]): readonly Resource[] =>
    targets.map((target) => replaced(target)).filter((resource) => resource !== undefined);

  const renew = (targets: readonly RecordTarget[]): void => {
    const resources = replaceAll(targets);
    if (resources.length > 0) onResources(resources);
    if (targets.some(({ objectType }) => objectType === "program")) onProgram();
  };

  /** Replaces the object of a target. Returns it if it is a resource. */
  const replaced = (target: RecordTarget): Resource | undefined => {
    const values = valuesOf(target);
    switch (target.objectType) {
      case "program":
        return void current.replaceMain(changedMain(current.configured.main, values));
      case "contact": {
        const contact = current.configuredContact(target.objectName);
        return contact && void current.replaceContact(changedContact(contact, values));
      }
      case "host":
      case "service": {
        const configured = current.configuredResource(resourceKeyOf(target));
        if (configured === undefined) return undefined;
        const resource = changedResource(configured, values, optionsFor);
        current.replaceResource(resource);
        return resource;
      }
    }
  };

  const valuesOf = (target: RecordTarget): ChangedValues =>
    new Map(records.of(target).map(({ attribute, value }) => [attribute, JSON.parse(value) as unknown]));

  const drop = (gone: readonly AdaptiveRecord[]): void => {
    gone.forEach(records.delete);
    forgetRecords(gone, byConfiguration()).catch((error) =>
      log.error({ err: error }, "adaptive changes that do not hold any more could not be deleted"),
    );
  };

  return {
    async start(stored, isKept) {
      const kept = stored.filter(isKept);
      kept.forEach(records.put);
      await forgetRecords(
        stored.filter((record) => !isKept(record)),
        byConfiguration(),
      );
    },
    load(next) {
      current = next;
      optionsFor = createOptionsPool();
      const targets = records.targets();
      const all = targets.flatMap((target) => (isThere(target, next) ? records.of(target) : []));
      drop(
        all.filter((record) => {
          const fault = faultOfRecord(record, next.configured);
          if (fault !== null) log.warn({ ...record }, `a change made while running is dropped: ${fault}`);
          return fault !== null;
        }),
      );
      return replaceAll(targets);
    },
    changeResources(keys, wanted, audit = NO_AUDIT) {
      const known = keys.filter((key) => current.configuredResource(key) !== undefined);
      return change(
        known.map((key) => recordTarget({ type: "resource", key })),
        wanted,
        audit,
      );
    },
    changeContacts(names, wanted, audit = NO_AUDIT) {
      const known = names.filter((name) => current.configuredContact(name) !== undefined);
      return change(
        known.map((name) => recordTarget({ type: "contact", name })),
        wanted,
        audit,
      );
    },
    changeProgram: (wanted, audit = NO_AUDIT) => change([recordTarget({ type: "program" })], wanted, audit),
    async forget(target, attributes, audit = NO_AUDIT) {
      const named = recordTarget(target);
      const gone = records.of(named).filter(({ attribute }) => attributes?.includes(attribute) ?? true);
      await forgetRecords(gone, historyParts(isConfiguredOn), audit);
      if (gone.length > 0) renew([named]);
    },
  };
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
