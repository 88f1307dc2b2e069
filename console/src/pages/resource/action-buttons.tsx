import { lazy, Suspense, useState, type MouseEvent } from "react";
import type { RowActionId } from "../../data/actions/row-actions.ts";
import { targetsOfRows } from "../../data/actions/targets.ts";
import { isProblemState } from "../../data/states.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import type { RowWay } from "../../parts/actions/row-menu.tsx";
import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys, type KeyBinding } from "../../parts/keys.tsx";
import { PHONE, useMedia } from "../resources/use-media.ts";
import { useWords } from "../../words/use-words.tsx";
import { CheckNow, useCheckNow } from "./check-now.tsx";
import styles from "./resource.module.css";

const RowMenu = lazy(async () => ({ default: (await import("../../parts/actions/row-menu.tsx")).RowMenu }));

/** What the role on a host or a service is called that an action needs. */
const ROLES = {
  acknowledge: "acknowledgement",
  "end-acknowledgement": "disacknowledgement",
  "schedule-downtime": "schedule_downtime",
  comment: "comment",
  check: "schedule_check",
} as const;

/** What may be done with a resource; what the account may not do is off, with the reason. */
export function ActionButtons({ detail, hasKeys }: { readonly detail: ResourceDetail; readonly hasKeys: boolean }) {
  const { resource } = useWords();
  const words = resource.actions;
  const actions = useActions();
  const check = useCheckNow(detail);
  const isAcknowledged = detail.acknowledgement !== null;
  // There is no room for all: the menu has the one that is wanted least.
  const isCommentInMenu = useMedia(PHONE);
  const offReason = (action: keyof typeof ROLES): string | undefined =>
    actions.offReason ??
    (detail.allowed.includes(action) ? undefined : words.noRole(`${detail.type}_${ROLES[action]}`));
  const isProblem = isProblemState(detail.state);
  const { label } = targetsOfRows([detail]);
  const does = (action: keyof typeof ROLES, act: () => void) => () => {
    if (offReason(action) === undefined) act();
  };
  const acknowledge = does("acknowledge", () => actions.ask("acknowledge", targetsOfRows([detail])));
  const endAcknowledgement = does(
    "end-acknowledgement",
    () => void actions.run({ action: "end-acknowledgement", on: [detail.key] }, label),
  );
  const downtime = does("schedule-downtime", () => actions.ask("schedule-downtime", targetsOfRows([detail])));
  const comment = does("comment", () => actions.ask("comment", targetsOfRows([detail])));
  const keys = [
    ...(isProblem ? [{ keys: "a", label: words.acknowledge, run: acknowledge }] : []),
    ...(isAcknowledged ? [{ keys: "A", label: words.endAcknowledgement, run: endAcknowledgement }] : []),
    { keys: "d", label: words.downtime, run: downtime },
    { keys: "r", label: words.check, run: does("check", check.ask) },
    { keys: "c", label: words.comment, run: comment },
  ];
  useKeys(resource.title, hasKeys ? keys : NO_KEYS);
  return (
    <div className={styles["actions"]}>
      {isAcknowledged ? (
        <Button onPress={endAcknowledgement} offReason={offReason("end-acknowledgement")}>
          {words.endAcknowledgement}
        </Button>
      ) : (
        isProblem && (
          <Button onPress={acknowledge} offReason={offReason("acknowledge")}>
            {words.acknowledge}
          </Button>
        )
      )}
      <Button onPress={downtime} offReason={offReason("schedule-downtime")}>
        {words.downtime}
      </Button>
      {!isCommentInMenu && (
        <Button onPress={comment} offReason={offReason("comment")}>
          {words.comment}
        </Button>
      )}
      <CheckNow check={check} offReason={offReason("check")} />
      <MoreActions detail={detail} without={isCommentInMenu ? WITH_BUTTONS_ON_PHONE : WITH_BUTTONS} />
    </div>
  );
}

interface MoreProperties {
  readonly detail: ResourceDetail;
  readonly without: ReadonlySet<RowActionId>;
}

/** Actions that are wanted seldom. */
function MoreActions({ detail, without }: MoreProperties) {
  const { common } = useWords();
  const [at, setAt] = useState<{ readonly x: number; readonly y: number }>();
  const open = (event: MouseEvent): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    setAt({ x: left, y: bottom });
  };
  return (
    <>
      <button type="button" className={styles["more"]} aria-label={common.more} title={common.more} onClick={open}>
        ⋯
      </button>
      {at !== undefined && (
        <Suspense>
          <RowMenu
            row={detail}
            targets={targetsOfRows([detail])}
            at={at}
            ways={NO_WAYS}
            without={without}
            element={null}
            onClose={() => setAt(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

const NO_KEYS: readonly KeyBinding[] = [];
const NO_WAYS: readonly RowWay[] = [];
const WITH_BUTTONS_ON_PHONE: ReadonlySet<RowActionId> = new Set([
  "acknowledge",
  "end-acknowledgement",
  "schedule-downtime",
  "check",
]);
const WITH_BUTTONS: ReadonlySet<RowActionId> = new Set([...WITH_BUTTONS_ON_PHONE, "comment"]);
