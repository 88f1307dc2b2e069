import { useEffect, useState } from "react";
import { run } from "../../data/actions/action-store.ts";
import { nameOf } from "../../data/list/row-name.ts";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { groupedNumber } from "../../words/count.ts";
import { useWords } from "../../words/use-words.tsx";
import { accepted, afterResult, afterTime, askedFor, IDLE, isPending, type CheckProgress } from "./check-progress.ts";
import styles from "./resource.module.css";

/** Asks for a check, and says how far it is: asked, running, done in 0.8 s; or that it waits, and for how many. */
export function useCheckNow(detail: ResourceDetail) {
  const { key, last_check: lastCheck } = detail;
  const { results } = detail.check;
  const [progress, setProgress] = useState<CheckProgress>(IDLE);
  const [waiting, setWaiting] = useState<number>();

  useEffect(() => setProgress(IDLE), [key]);
  useEffect(() => setProgress((now) => afterResult(now, { lastCheck, results }, serverNow())), [lastCheck, results]);
  const isTimed = isPending(progress) || progress.kind === "done";
  useEffect(() => {
    if (!isTimed) return;
    const timer = setInterval(() => setProgress((now) => afterTime(now, serverNow())), 500);
    return () => clearInterval(timer);
  }, [isTimed]);
  useEffect(() => {
    if (progress.kind !== "queued") return;
    get<{ readonly checks: { readonly waiting: number } }>("/api/health").then(
      ({ checks }) => setWaiting(checks.waiting),
      () => setWaiting(undefined),
    );
  }, [progress.kind]);

  const ask = (): void => {
    if (isPending(progress)) return;
    setProgress(askedFor(serverNow(), { lastCheck, results }));
    void run({ action: "check", on: [key], options: {} }, nameOf(detail)).then((answer) =>
      setProgress((now) => (answer !== null && answer.done.includes(key) ? accepted(now) : IDLE)),
    );
  };
  return { progress, waiting, ask };
}

export function CheckNow({
  check,
  offReason,
}: {
  readonly check: ReturnType<typeof useCheckNow>;
  readonly offReason: string | undefined;
}) {
  const { resource } = useWords();
  const { progress, waiting, ask } = check;
  return (
    <span className={styles["check"]}>
      <Button onPress={ask} offReason={offReason}>
        {resource.actions.check}
      </Button>
      <span className={styles["progress"]} role="status" data-check={progress.kind}>
        {textOf(progress, waiting, resource.check)}
      </span>
    </span>
  );
}

function textOf(
  progress: CheckProgress,
  waiting: number | undefined,
  words: ReturnType<typeof useWords>["resource"]["check"],
): string {
  if (progress.kind === "asked") return words.asked;
  if (progress.kind === "running") return words.running;
  if (progress.kind === "queued") return waiting === undefined ? words.queuedUnknown : words.queued(waiting);
  return progress.kind === "done" ? words.done(groupedNumber(Math.round((progress.seconds ?? 0) * 10) / 10)) : "";
}
