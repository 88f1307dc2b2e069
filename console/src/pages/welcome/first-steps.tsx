import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useEffect, useMemo, type ReactNode } from "react";
import { get } from "../../data/client.ts";
import { changePreferences } from "../../data/preferences.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { Command } from "./command.tsx";
import { FirstHost } from "./first-host.tsx";
import { SeeItWork } from "./see-it-work.tsx";
import {
  fileBeside,
  isMadeForIt,
  isShown,
  factsOf,
  STEPS,
  stepsOf,
  triedService,
  type FirstStepsState,
  type Step,
} from "./steps.ts";
import { TellSomebody } from "./tell-somebody.tsx";
import styles from "./welcome.module.css";

const ASK_EVERY_MS = 5_000;
/** Until the service was checked for the first time. */
const ASK_FIRST_EVERY_MS = 1_000;

/** In a fresh installation, above the list: four steps, each ticked by what the server knows. */
export function FirstSteps() {
  const { welcome } = useWords();
  const { firstSteps } = usePreferences();
  const { is_admin: isAdmin, server } = useSession();
  const command = server.command ?? "vigie";
  const kept = useMemo(() => stepsOf(firstSteps), [firstSteps]);
  const isUndecided = firstSteps === undefined && isAdmin;
  const isAsked = isUndecided || kept.isOpen;
  const { data: tried } = useQuery({
    queryKey: ["first-steps", "service", kept.isOpen],
    queryFn: ({ signal }) => triedService(kept.isOpen, signal),
    enabled: isAsked,
    staleTime: Infinity,
  });
  const { data: detail } = useQuery({
    queryKey: ["first-steps", "detail", tried?.key],
    queryFn: ({ signal }) => get<ResourceDetail>(`/api/resources/${tried?.key}`, { signal }),
    enabled: kept.isOpen && tried !== undefined && tried !== null,
    refetchInterval: ({ state }) => (state.data?.state === "PENDING" ? ASK_FIRST_EVERY_MS : ASK_EVERY_MS),
  });
  const { data: facts } = useQuery({
    queryKey: ["first-steps"],
    queryFn: ({ signal }) => factsOf(kept, signal),
    refetchInterval: kept.isOpen ? ASK_EVERY_MS : false,
    enabled: isAsked,
  });
  // A step that was done stays done, also when its problem is over.
  useEffect(() => {
    if (facts === undefined || tried === undefined) return;
    const isOpen = isShown(firstSteps, { isAdmin, hosts: facts.hosts, tried: isMadeForIt(tried) });
    const done = STEPS.filter((step) => kept.done.includes(step) || facts.done.includes(step));
    if (isOpen === kept.isOpen && done.length === kept.done.length && kept.hosts !== null) return;
    const next: FirstStepsState = { isOpen, done, hosts: kept.hosts ?? facts.hosts };
    void changePreferences({ firstSteps: next }).catch(() => {});
  }, [facts, tried, kept, firstSteps, isAdmin]);

  if (!kept.isOpen) return null;
  const keep = (changed: Partial<FirstStepsState>): void =>
    void changePreferences({ firstSteps: { ...kept, ...changed } }).catch(() => {});
  const tick = (step: Step): void => {
    if (!kept.done.includes(step)) keep({ done: STEPS.filter((one) => one === step || kept.done.includes(one)) });
  };
  const bodies: Readonly<Record<Step, ReactNode>> = {
    see: <SeeItWork row={detail ?? null} />,
    tell: <TellSomebody onDelivered={() => tick("tell")} />,
    host: <FirstHost file={fileBeside(detail?.defined?.file ?? null)} command={command} />,
    bring: (
      <>
        <p>{welcome.bringHint}</p>
        <Command text={`${command} check-config /etc/nagios4/nagios.cfg`} />
        <Command text={`${command} import centreon dump.sql`} />
        <a href="/docs/move-from-nagios.md">{welcome.bringMore}</a>
      </>
    ),
  };
  return (
    <section className={styles["card"]} aria-labelledby="first-steps">
      <div className={styles["head"]}>
        <h2 id="first-steps">{welcome.steps}</h2>
        <span className="muted">{welcome.stepsDone(kept.done.length, STEPS.length)}</span>
        <Button look="plain" onPress={() => keep({ isOpen: false })}>
          {welcome.dismiss}
        </Button>
      </div>
      <p className="muted">{welcome.intro}</p>
      <div className={styles["steps"]}>
        {STEPS.map((step) => (
          <StepFrame key={step} title={welcome[step]} isDone={kept.done.includes(step)}>
            {bodies[step]}
          </StepFrame>
        ))}
      </div>
    </section>
  );
}

interface FrameProperties {
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ReactNode;
}

/** One is open at a time. */
function StepFrame({ title, isDone, children }: FrameProperties) {
  const { welcome } = useWords();
  return (
    <details className={styles["step"]} data-done={isDone || undefined} name="first-steps">
      <summary>
        <span className={styles["mark"]}>{isDone && <Check size={16} aria-hidden />}</span>
        {title}
        {isDone && <span className="for-screen-readers">{welcome.done}</span>}
      </summary>
      <div className={styles["body"]}>{children}</div>
    </details>
  );
}
