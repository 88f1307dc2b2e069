import { useActions } from "../../parts/actions/use-actions.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../words/use-words.tsx";
import { useTargets } from "./use-targets.ts";

/** What can be done with what is selected. */
export function ListActions() {
  const words = useWords().resources.actions;
  const { ask, run, offReason } = useActions();
  const targets = useTargets();
  const check = (): void => {
    const { on, label } = targets();
    void run({ action: "check", on }, label);
  };
  return (
    <>
      <Button offReason={offReason} title={`${words.acknowledge} (a)`} onPress={() => ask("acknowledge", targets())}>
        {words.acknowledge}
      </Button>
      <Button offReason={offReason} title={`${words.downtime} (d)`} onPress={() => ask("schedule-downtime", targets())}>
        {words.downtime}
      </Button>
      <Button offReason={offReason} title={`${words.check} (r)`} onPress={check}>
        {words.check}
      </Button>
      <Button offReason={offReason} title={`${words.comment} (c)`} onPress={() => ask("comment", targets())}>
        {words.comment}
      </Button>
    </>
  );
}
