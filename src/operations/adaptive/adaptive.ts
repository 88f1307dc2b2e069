import type { CheckableOptions, Checkable, MainSettings } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Change } from "../../model/change.ts";
import type { Audit } from "../audit/audit.ts";

/**
 * Changes by operators that override the configuration while the server runs (Nagios: adaptive monitoring). When its
 * promise resolves, a change is durable and in effect for checks, notifications, macros and the API. It survives
 * restarts and reloads (Nagios: modified attributes).
 */
export interface Adaptive {
  changeResources(
    keys: readonly ResourceKey[],
    change: ResourceChange,
    audit?: Audit,
    consequences?: Consequences,
  ): Promise<void>;
  changeContacts(names: readonly string[], change: ContactChange, audit?: Audit): Promise<void>;
  changeProgram(change: ProgramChange, audit?: Audit, consequences?: Consequences): Promise<void>;
  /** Reverts the named attributes, or all, to the configuration. */
  forget(
    target: AdaptiveTarget,
    attributes?: readonly string[],
    audit?: Audit,
    consequencesOf?: ConsequencesOf,
  ): Promise<void>;
}

/** Changes of states that follow from a change by an operator and are stored in its commit, or not at all. */
export interface Consequences {
  /** Called when the commit is made; the change is not in effect yet. */
  changes(): readonly Change[];
  /** Called with these changes if the commit is refused. */
  takeBack(changes: readonly Change[]): void;
}

/** Gives what follows when these attributes return to these values of the configuration. */
export type ConsequencesOf = (configured: { readonly flapDetectionEnabled?: boolean }) => Consequences;

export const NO_CONSEQUENCES: Consequences = { changes: () => [], takeBack: () => {} };

export type ResourceChange = Partial<
  Pick<
    Checkable,
    | "activeChecks"
    | "passiveChecks"
    | "notificationsEnabled"
    | "checkInterval"
    | "retryInterval"
    | "maxCheckAttempts"
    | "checkPeriod"
    | "notificationPeriod"
    | "checkCommand"
  > &
    Pick<CheckableOptions, "eventHandler" | "eventHandlerEnabled" | "flapDetectionEnabled" | "checkFreshness">
> & { readonly customVariable?: { readonly name: string; readonly value: string } };

export interface ContactChange {
  readonly hostNotificationsEnabled?: boolean;
  readonly serviceNotificationsEnabled?: boolean;
  readonly hostNotificationPeriod?: string;
  readonly serviceNotificationPeriod?: string;
  readonly customVariable?: { readonly name: string; readonly value: string };
}

export type ProgramChange = Partial<
  Pick<
    MainSettings,
    | "executeHostChecks"
    | "executeServiceChecks"
    | "acceptPassiveHostChecks"
    | "acceptPassiveServiceChecks"
    | "enableNotifications"
    | "enableEventHandlers"
    | "enableFlapDetection"
    | "processPerformanceData"
    | "checkHostFreshness"
    | "checkServiceFreshness"
    | "globalHostEventHandler"
    | "globalServiceEventHandler"
  >
>;

export type AdaptiveTarget =
  | { readonly type: "resource"; readonly key: ResourceKey }
  | { readonly type: "contact"; readonly name: string }
  | { readonly type: "program" };
