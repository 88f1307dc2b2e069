import type { UnixSeconds } from "../../lib/clock.ts";
import type { AdaptiveRecord } from "../../model/adaptive-record.ts";
import type { Change } from "../../model/change.ts";
import { checksSwitched, historyChange } from "../../model/history-changes.ts";
import { SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { ResourceKind } from "../../model/state-code.ts";
import type { Audit } from "../audit/audit.ts";
import { resourceKeyOf } from "./adaptive-records.ts";

export interface ChangeHistoryParts {
  readonly at: UnixSeconds;
  /** Words for who made the change, such as `by jdoe over the API`. */
  readonly by: string;
  readonly stateOf: (key: ResourceKey) => ResourceState | null;
  /** New state of the resource's active checks after its record; null if they stay as they are. */
  readonly switchesChecks: (record: AdaptiveRecord) => boolean | null;
}

/** History lines for changes that operators make (`happened` "set") and undo ("forgotten"). */
export const changeHistory = (
  records: readonly AdaptiveRecord[],
  happened: "set" | "forgotten",
  { at, by, stateOf, switchesChecks }: ChangeHistoryParts,
): readonly Change[] =>
  records.flatMap((record) => {
    const key = keyOf(record);
    const moment = { key, at, state: key === SERVER_KEY ? null : stateOf(key) };
    const isOn = switchesChecks(record);
    if (isOn !== null) return checksSwitched(moment, isOn, by);
    return [
      historyChange(moment, "adaptive-changed", ownerWords(record) + changeWords(record, happened)),
      ...programChecksSwitched(record, happened, at, by),
    ];
  });

/** Event that tells the times without active checks of all hosts or of all services, if the record switches them. */
function programChecksSwitched(
  { objectType, attribute, value }: AdaptiveRecord,
  happened: "set" | "forgotten",
  at: UnixSeconds,
  by: string,
): readonly Change[] {
  const kind = objectType === "program" ? KIND_OF_SWITCH[attribute] : undefined;
  if (kind === undefined) return [];
  const state = happened === "set" && JSON.parse(value) === false ? "disabled" : "enabled";
  return [
    historyChange(
      { key: SERVER_KEY, at, state: null },
      `${kind}-checks-${state}`,
      `active checks of all ${kind}s ${state} ${by}`,
    ),
  ];
}

const KIND_OF_SWITCH: Readonly<Record<string, ResourceKind>> = {
  executeHostChecks: "host",
  executeServiceChecks: "service",
};

/** Audit events of these changes: one per object, with all its changes. */
export const changeAudit = (
  records: readonly AdaptiveRecord[],
  happened: "set" | "forgotten",
  audit: Audit,
): readonly Change[] =>
  [...Map.groupBy(records, ({ objectType, objectName }) => `${objectType}:${objectName}`).values()].flatMap((ofOne) => {
    const words = ofOne.map((record) => changeWords(record, happened)).join(", ");
    return audit(ownerWords(ofOne[0]!) + words, [keyOf(ofOne[0]!)]);
  });

const keyOf = (record: AdaptiveRecord): ResourceKey =>
  record.objectType === "host" || record.objectType === "service" ? resourceKeyOf(record) : SERVER_KEY;

const ownerWords = ({ objectType, objectName }: AdaptiveRecord): string =>
  objectType === "contact" ? `contact ${objectName}: ` : "";

const changeWords = (record: AdaptiveRecord, happened: "set" | "forgotten"): string =>
  `${nameOf(record)} ${happened === "set" ? valueWords(record) : "is as configured again"}`;

const VARIABLE = "customVariable.";
/** The remaining names are the directives of Nagios in camel case. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  activeChecks: "active_checks_enabled",
  passiveChecks: "passive_checks_enabled",
};

const nameOf = ({ attribute }: AdaptiveRecord): string =>
  attribute.startsWith(VARIABLE)
    ? `_${attribute.slice(VARIABLE.length)}`
    : (DIRECTIVES[attribute] ?? attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/**
 * Words for a value. Custom variables and command arguments may be secrets, so only the command name and the fact of
 * the change are shown.
 */
function valueWords({ attribute, value }: AdaptiveRecord): string {
  if (attribute.startsWith(VARIABLE)) return "changed";
  const set: unknown = JSON.parse(value);
  if (typeof set === "boolean") return `set to ${set ? 1 : 0}`;
  if (typeof set === "object") return `set to ${set === null ? "none" : String((set as { name?: unknown }).name)}`;
  return `set to ${String(set)}`;
}
