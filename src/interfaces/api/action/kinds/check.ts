import Type, { type Static } from "typebox";
import { allowedForm } from "../../check/request-checks.ts";
import { strict } from "../../resource-references.ts";
import { type ActionKind, allDone, type ActionTarget, nameOf, skip } from "../action-kind.ts";

const checkOptions = Type.Object(
  {
    forced: Type.Optional(
      Type.Boolean({
        default: true,
        description:
          "Now, regardless of the check period and of disabled active checks. Without the role for it the check is an ordinary one.",
      }),
    ),
  },
  strict,
);

export const check: ActionKind = {
  options: checkOptions,
  takesResources: true,
  prepare(options, { caller, actor, now, parts: { operations } }) {
    const { forced = true } = options as Static<typeof checkOptions>;
    const isForced = ({ resource }: ActionTarget): boolean => allowedForm(caller, resource.kind, forced) === "forced";
    return {
      missingRight: (kind) => (allowedForm(caller, kind, forced) === undefined ? `${kind}_schedule_check` : null),
      async act(targets) {
        const request = (those: readonly ActionTarget[], isForcedHere: boolean) =>
          operations.scheduleChecks(
            those.map(({ resource }) => resource),
            { at: now, isForced: isForcedHere },
            actor,
          );
        const [forcedOnes, ordinary] = [targets.filter(isForced), targets.filter((target) => !isForced(target))];
        const impossible = new Map([...(await request(forcedOnes, true)), ...(await request(ordinary, false))]);
        return {
          done: allDone(targets.filter(({ resource }) => !impossible.has(resource.key))),
          skipped: targets.flatMap((target) => {
            const why = impossible.get(target.resource.key);
            return why === undefined ? [] : [skip(target, "check-not-possible", `${nameOf(target)}: ${why}`)];
          }),
        };
      },
    };
  },
};
