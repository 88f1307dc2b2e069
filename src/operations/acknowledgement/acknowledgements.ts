import { NO_AUDIT, type Audit } from "../audit/audit.ts";
import { commitWithComments } from "../comment/commit-with-comments.ts";
import type { Comments } from "../comment/comments.ts";
import { decideAll } from "../../alerting/rules/decide-all.ts";
import type { NotificationEngine } from "../../alerting/rules/notification-engine.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { Refusal } from "../../model/refusal.ts";
import { acknowledgedBy, type NotificationEvent } from "../../model/history-event.ts";
import { isAcknowledged, type ResourceState } from "../../model/resource-state.ts";
import { isProblem } from "../../model/state-code.ts";
import type { Acknowledgement, AcknowledgementRequest } from "../../model/acknowledgement.ts";
import { expireAcknowledgement, expiryWarningChanges } from "./expire-acknowledgement.ts";
import type { ExpiryStep } from "./expiry-step.ts";
import { createExpiryWatch } from "./expiry-watch.ts";
import { withAcknowledgement } from "../../model/handling-state.ts";
import { acknowledgementEvent } from "./acknowledgement-history.ts";
import type { Change } from "../../model/change.ts";

/**
 * Sets, cancels and expires acknowledgements (contract §8.2). Their end with the problem is part of the state
 * transition (src/engine/state/).
 */
export interface Acknowledgements {
  /** Loads the stored `records`. */
  load(nextId: number, records?: readonly Acknowledgement[]): void;
  /** Watches acknowledgements of resources that a reload restored. */
  afterReload(): void;
  /** Starts with what expired while the server was down. */
  start(): void;
  stop(): void;
  /** True if the acknowledgement of a resource ends after a stable time without a problem, not with the problem. */
  outlivesRecovery(key: ResourceKey): boolean;
  /**
   * Acknowledges in one commit. Ignores resources without a problem; an empty comment ignores all. Returns the ids of
   * the acknowledgements.
   */
  acknowledge(
    keys: readonly ResourceKey[],
    request: AcknowledgementRequest,
    author: string,
    audit?: Audit,
  ): Promise<ReadonlyMap<ResourceKey, number>>;
  /**
   * Ignores one that ended with its problem. Refuses with `acknowledgement-not-found`,
   * `acknowledgement-already-cancelled`.
   */
  cancel(key: ResourceKey, author: string, audit?: Audit): Promise<void>;
}

export interface AcknowledgementsOptions {
  readonly inventory: () => Inventory;
  readonly ledger: Ledger;
  readonly comments: Comments;
  readonly notificationEngine: NotificationEngine;
  readonly clock: Clock;
  /** Latest committed record of a resource. */
  readonly latest: (key: ResourceKey) => Acknowledgement | undefined;
  readonly log: Log;
  /** Time between the warning of contacts and the expiry. Default 0: no warning. */
  readonly noticeSeconds?: number;
}

export function createAcknowledgements({
  inventory,
  ledger,
  comments,
  notificationEngine,
  clock,
  latest,
  log,
  noticeSeconds = 0,
}: AcknowledgementsOptions): Acknowledgements {
  const expiryWatch = createExpiryWatch({
    clock,
    noticeSeconds,
    stateOf: (key) => ledger.state(key),
    onDue: (step, record, state) => applyStep(step, record, state),
  });
  let nextId = 1;

  const now = (): UnixSeconds => Math.floor(clock.now());

  const applyStep = (step: ExpiryStep, record: Acknowledgement, state: ResourceState): void => {
    const resource = ledger.resource(record.key);
    if (resource === undefined) return;
    const after = step.what === "end-warning" ? { ...record, noticeTime: now() } : undefined;
    const changes =
      after === undefined
        ? expireAcknowledgement(step, record, state, resource, now(), notificationEngine, comments)
        : expiryWarningChanges(after, state, resource, notificationEngine);
    expiryWatch.watch(record.key, after);
    commit(changes).catch((error) => {
      log.error(
        { err: error, acknowledgement: record.id },
        "the end of an acknowledgement could not be stored; trying again",
      );
      expiryWatch.watchAgain(record.key, record, now() + COMMIT_RETRY_SECONDS);
    });
  };

  /** Expiry set by the operator, else by `acknowledgement_timeout` (Centreon Engine); null: none. */
  const expiryOf = (
    { expiresAt }: AcknowledgementRequest,
    { options }: Resource,
    at: UnixSeconds,
  ): UnixSeconds | null =>
    expiresAt ??
    (options.acknowledgementTimeout > 0
      ? at + options.acknowledgementTimeout * inventory().main.intervalLengthSeconds
      : null);

  const set = (key: ResourceKey, request: AcknowledgementRequest, author: string, at: UnixSeconds): Change[] => {
    const state = ledger.state(key);
    const resource = ledger.resource(key);
    if (state === null || resource === undefined || !isProblem(state.check.state)) return [];
    const record: Acknowledgement = {
      id: nextId++,
      key,
      author,
      entryTime: at,
      comment: request.comment,
      deletionTime: null,
      isNotifyContacts: request.isNotifyContacts,
      isPersistentComment: request.isPersistentComment,
      isSticky: request.isSticky,
      state: state.check.state,
      pollerId: ledger.pollerId(key),
      expiresAt: expiryOf(request, resource, at),
      stableSeconds: request.stableSeconds ?? null,
      noticeTime: null,
    };
    const acknowledged = withAcknowledgement(state, request.isSticky ? "sticky" : "normal", at);
    const notificationEvents: readonly NotificationEvent[] = request.isNotifyContacts
      ? [{ key, at, kind: "acknowledgement", author, comment: request.comment }]
      : [];
    const notified = decideAll(notificationEngine, notificationEvents, resource, acknowledged);
    return [
      { kind: "acknowledgement", record },
      { kind: "state", key, state: notified.state },
      {
        kind: "event",
        event: acknowledgementEvent(record, "acknowledgement-set", state, at, acknowledgedBy(author)),
      },
      ...comments.add({
        key,
        author,
        entryTime: at,
        text: request.comment,
        entryType: "acknowledgement",
        isPersistent: request.isPersistentComment,
      }),
      ...notified.changes,
    ];
  };

  const commit = (changes: readonly Change[]): Promise<void> => commitWithComments(ledger, comments, changes);

  /** Commits and watches these records, or no longer if undefined; restores the watch if the commit fails. */
  const commitWatching = async (
    changes: readonly Change[],
    records: readonly (readonly [ResourceKey, Acknowledgement | undefined])[],
  ): Promise<void> => {
    const before = records.map(([key]) => [key, expiryWatch.get(key)] as const);
    records.forEach(([key, record]) => expiryWatch.watch(key, record));
    try {
      await commit(changes);
    } catch (error) {
      before.forEach(([key, record]) => expiryWatch.watch(key, record));
      throw error;
    }
  };

  return {
    load(next, records = []) {
      nextId = next;
      for (const record of records) {
        const state = ledger.state(record.key);
        // Only the latest record of a resource can be in effect.
        const mayBeActive = record.deletionTime === null && (state === null || isAcknowledged(state));
        expiryWatch.watch(record.key, mayBeActive ? record : undefined);
      }
    },
    afterReload: () => expiryWatch.rewatchRestored(),
    start: () => expiryWatch.start(),
    stop: () => expiryWatch.stop(),
    outlivesRecovery: (key) => (expiryWatch.get(key)?.stableSeconds ?? null) !== null,

    async acknowledge(keys, request, author, audit = NO_AUDIT) {
      if (request.comment === "") return new Map();
      const at = now();
      const changes = keys.flatMap((key) => set(key, request, author, at));
      if (changes.length === 0) return new Map();
      const records = changes.flatMap((change) => (change.kind === "acknowledgement" ? [change.record] : []));
      const acknowledged = records.map(({ key }) => key);
      await commitWatching(
        [...changes, ...audit("acknowledged", acknowledged)],
        records.map((record) => [record.key, record]),
      );
      return new Map(records.map(({ key, id }) => [key, id]));
    },

    async cancel(key, author, audit = NO_AUDIT) {
      const record = latest(key);
      if (record === undefined) throw new Refusal("acknowledgement-not-found", "The resource was never acknowledged.");
      if (record.deletionTime !== null)
        throw new Refusal("acknowledgement-already-cancelled", "The acknowledgement is cancelled.");
      const state = ledger.state(key);
      if (state === null || !isAcknowledged(state)) return;
      const at = now();
      await commitWatching(
        [
          { kind: "acknowledgement", record: { ...record, deletionTime: at } },
          { kind: "state", key, state: withAcknowledgement(state, "none", at) },
          {
            kind: "event",
            event: acknowledgementEvent(record, "acknowledgement-cancelled", state, at, `cancelled by ${author}`),
          },
          ...comments.acknowledgementEnded(key, at),
          ...audit("acknowledgement removed", [key]),
        ],
        [[key, undefined]],
      );
    },
  };
}
