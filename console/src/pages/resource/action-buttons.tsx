import { targetsOfRows } from "../../data/actions/targets.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keys.tsx";
import { useWords } from "../../words/use-words.tsx";
import { CheckNow, useCheckNow } from "./check-now.tsx";
import styles from "./resource.module.css";

/** What may be done with a resource; what the account may not do is off, with the reason. */
export function ActionButtons({ detail }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.actions;
  const actions = useActions();
  const check = useCheckNow(detail);
  const isAcknowledged = detail.acknowledgement !== null;
  const offReason = (action: string): string | undefined =>
    actions.offReason ?? (detail.allowed.includes(action) ? undefined : words.noRole);
  const isProblem = !["OK", "UP", "PENDING"].includes(detail.state);
  const { label } = targetsOfRows([detail]);
  const does = (action: string, act: () => void) => () => {
    if (offReason(action) === undefined) act();
  };
  const acknowledge = does("acknowledge", () => actions.ask("acknowledge", targetsOfRows([detail])));
  const endAcknowledgement = does(
    "end-acknowledgement",
    () => void actions.run({ action: "end-acknowledgement", on: [detail.key] }, label),
  );
  const downtime = does("schedule-downtime", () => actions.ask("schedule-downtime", targetsOfRows([detail])));
  const comment = does("comment", () => actions.ask("comment", targetsOfRows([detail])));
  useKeys(resource.title, [
    ...(isProblem ? [{ keys: "a", label: words.acknowledge, run: acknowledge }] : []),
    ...(isAcknowledged ? [{ keys: "A", label: words.endAcknowledgement, run: endAcknowledgement }] : []),
    { keys: "d", label: words.downtime, run: downtime },
    { keys: "r", label: words.check, run: does("check", check.ask) },
    { keys: "c", label: words.comment, run: comment },
  ]);
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
      <Button onPress={comment} offReason={offReason("comment")}>
        {words.comment}
      </Button>
      <CheckNow check={check} offReason={offReason("check")} />
    </div>
  );
}
