import Type, { type Static } from "typebox";
import type { UnixSeconds } from "../../../../lib/clock.ts";
import { formatRfc3339 } from "../../../../lib/rfc3339.ts";
import { type Downtime, endsAt } from "../../../../model/downtime.ts";
import { Refusal } from "../../../../model/refusal.ts";
import { refuseField } from "../../body-refusal.ts";
import { strict } from "../../resource-references.ts";
import { timeIn } from "../../time-field.ts";
import {
  type ActionContext,
  type ActionKind,
  type ActionTarget,
  type Done,
  forEachTarget,
  idsOf,
  nameOf,
  needsRole,
  type Part,
  skip,
  type Skipped,
  skippedOnly,
  type Undo,
  undoByIds,
} from "../action-kind.ts";

const resourceOfRecord: ActionKind["resourceOfRecord"] = (id, { caller, parts }) =>
  parts.realtime.downtime(id, caller.visibility)?.downtime.key;

export const cancelDowntime: ActionKind = {
  options: Type.Object({}, strict),
  takesResources: true,
  resourceOfRecord,
  prepare: (_options, context) => ({
    missingRight: needsRole(context.caller, "schedule_downtime"),
    act: (targets) =>
      forEachDowntime(targets, context, async (id) => {
        await context.parts.operations.cancelDowntime(id, context.actor);
        return id;
      }),
  }),
};

const MAX_SECONDS = 366 * 86_400;

const moveOptions = Type.Object(
  {
    until: Type.Optional(Type.String({ description: "The new end, RFC 3339, in the future" })),
    by: Type.Optional(
      Type.Integer({
        minimum: -MAX_SECONDS,
        maximum: MAX_SECONDS,
        description: "Instead of `until`: seconds after the present end",
      }),
    ),
  },
  strict,
);

/** Moves the end of downtimes. Undone, they end when they would have, if that was the same for all. */
export const extendDowntime: ActionKind = {
  options: moveOptions,
  takesResources: true,
  resourceOfRecord,
  prepare(options, context) {
    const { until, by } = options as Static<typeof moveOptions>;
    const { caller, actor, now, parts } = context;
    if ((until === undefined) === (by === undefined)) refuseField("options.until", "Either this or `by` is needed.");
    const wanted = until === undefined ? undefined : timeIn("options.until", until, now);
    if (wanted !== undefined && wanted <= now) refuseField("options.until", "This should be in the future.");
    const endsBefore = new Map<number, UnixSeconds | null>();
    return {
      missingRight: needsRole(caller, "schedule_downtime"),
      act: (targets) =>
        forEachDowntime(targets, context, async (id) => {
          const end = endOf(parts.realtime.downtime(id, caller.visibility)?.downtime);
          const moved = Math.max(wanted ?? (end ?? now) + (by ?? 0), Math.floor(now) + 1);
          const lasting = await parts.operations.moveDowntimeEnd(id, moved, actor);
          if (lasting === id) endsBefore.set(id, end);
          return lasting;
        }),
      undo: (done) => undoOf(done, endsBefore),
    };
  },
};

/**
 * Downtimes that were made beside occurrences are cancelled; moved ones get their end back, if it was the same for all.
 */
function undoOf(done: readonly Done[], endsBefore: ReadonlyMap<number, UnixSeconds | null>): Undo | null {
  const [end, ...others] = new Set(endsBefore.values());
  if (end === undefined) return undoByIds("cancel-downtime")(done);
  if (end === null || others.length > 0 || endsBefore.size < done.length) return null;
  return { action: "extend-downtime", ids: idsOf(done), options: { until: formatRfc3339(end) } };
}

const endOf = (downtime: Downtime | undefined): UnixSeconds | null =>
  downtime === undefined ? null : endsAt(downtime);

/**
 * Acts on the downtimes that the request names by id, or on the running ones of its resources. `act` returns the id that
 * the answer has.
 */
const forEachDowntime = (
  targets: readonly ActionTarget[],
  { parts: { realtime } }: ActionContext,
  act: (id: number) => Promise<number>,
): Promise<Part> =>
  forEachTarget(targets, async (target) => {
    const { key } = target.resource;
    const running = realtime.runningDowntimes(key).map(({ downtime }) => downtime.id);
    const ids = target.record === undefined ? running : [target.record];
    if (ids.length === 0)
      return skippedOnly(skip(target, "downtime-already-cancelled", `${nameOf(target)} is in no downtime`));
    const done: Done[] = [];
    const skipped: Skipped[] = [];
    for (const id of ids) {
      try {
        done.push({ key, id: await act(id) });
      } catch (error) {
        if (!(error instanceof Refusal) || !error.code.startsWith("downtime-")) throw error;
        skipped.push(skip({ ...target, record: id }, error.code, wordsOf(error, target, id), error.params));
      }
    }
    return { done, skipped };
  });

const wordsOf = ({ code, message }: Refusal, target: ActionTarget, id: number): string =>
  code === "downtime-already-cancelled"
    ? `The downtime ${id} of ${nameOf(target)} is over`
    : `${nameOf(target)}: ${message}`;
