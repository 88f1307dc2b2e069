import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { get, post } from "../../data/client.ts";
import { changePreferences } from "../../data/preferences.ts";
import type { LiveRow, ResourceList } from "../../data/wire.ts";
import { Button } from "../../parts/button.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { messageOf } from "../../parts/error-state.tsx";
import { usePreferences } from "../../parts/preferences.tsx";
import { useWords } from "../../words/use-words.tsx";
import { factsOf, stepsOf, type FirstStepsState, type Step } from "./steps.ts";
import styles from "./welcome.module.css";

const ASK_EVERY_MS = 5_000;

/** After the first sign-in, above the list: four steps, each ticked by what the server knows. */
export function FirstSteps() {
  const { welcome } = useWords();
  const { firstSteps } = usePreferences();
  const kept = useMemo(() => stepsOf(firstSteps), [firstSteps]);
  const { data: facts } = useQuery({
    queryKey: ["first-steps"],
    queryFn: ({ signal }) => factsOf(kept, signal),
    refetchInterval: ASK_EVERY_MS,
    enabled: kept.isOpen,
  });
  // A step that was done stays done, also when its problem is over.
  useEffect(() => {
    if (facts === undefined) return;
    const done = [...new Set([...kept.done, ...facts.done])];
    if (done.length === kept.done.length && kept.hosts !== null) return;
    const next: FirstStepsState = { ...kept, done, hosts: kept.hosts ?? facts.hosts };
    void changePreferences({ firstSteps: next }).catch(() => {});
  }, [facts, kept]);

  if (!kept.isOpen) return null;
  const stepProperties = (step: Step) => ({ isDone: kept.done.includes(step) });
  return (
    <section className={styles["card"]} aria-labelledby="first-steps">
      <div className={styles["head"]}>
        <h2 id="first-steps">{welcome.steps}</h2>
        <span className="muted">{welcome.stepsDone(kept.done.length, 4)}</span>
        <Button
          look="plain"
          onPress={() => void changePreferences({ firstSteps: { ...kept, isOpen: false } }).catch(() => {})}
        >
          {welcome.dismiss}
        </Button>
      </div>
      <div className={styles["steps"]}>
        <StepFrame title={welcome.see} {...stepProperties("see")}>
          <SeeItWork />
        </StepFrame>
        <StepFrame title={welcome.host} {...stepProperties("host")}>
          <FirstHost />
        </StepFrame>
        <StepFrame title={welcome.tell} {...stepProperties("tell")}>
          <p>{welcome.tellHint}</p>
          <Command text="bin/vigie notify-test admin" />
          <a href="/docs/notifications.md">{welcome.tellMore}</a>
        </StepFrame>
        <StepFrame title={welcome.bring} {...stepProperties("bring")}>
          <p>{welcome.bringHint}</p>
          <Command text={"bin/vigie check-config /etc/nagios4/nagios.cfg\nbin/vigie import centreon dump.sql"} />
          <a href="/docs/move-from-nagios.md">{welcome.bringMore}</a>
        </StepFrame>
      </div>
    </section>
  );
}

interface FrameProperties {
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ReactNode;
}

function StepFrame({ title, isDone, children }: FrameProperties) {
  const { welcome } = useWords();
  return (
    <details className={styles["step"]} data-done={isDone || undefined}>
      <summary>
        <span className={styles["mark"]}>{isDone && <Check size={16} aria-hidden />}</span>
        {title}
        {isDone && <span className="for-screen-readers">{welcome.done}</span>}
      </summary>
      <div className={styles["body"]}>{children}</div>
    </details>
  );
}

/** Reports a service as CRITICAL as often as makes it hard. */
function SeeItWork() {
  const { welcome } = useWords();
  const [told, setTold] = useState("");
  const { data } = useQuery({
    queryKey: ["first-steps", "service"],
    queryFn: ({ signal }) =>
      get<ResourceList>("/api/resources", { query: { q: "type:service state:OK", sort: "name", limit: 1 }, signal }),
  });
  const row: LiveRow | undefined = data?.result[0];
  if (row === undefined) return null;
  const report = async (): Promise<void> => {
    const options = { state: "CRITICAL", output: "Reported by hand, to see it work" };
    try {
      for (let attempt = 0; attempt < row.max_attempts; attempt++)
        await post("/api/actions", { action: "submit", on: [row.key], options });
      setTold(welcome.seeActed);
    } catch (error) {
      setTold(messageOf(error));
    }
  };
  return (
    <>
      <p>{welcome.seeHint(row.host === null ? row.name : `${row.host.name} › ${row.name}`)}</p>
      <Button onPress={() => void report()}>{welcome.seeAct}</Button>
      <p role="status">{told}</p>
    </>
  );
}

function FirstHost() {
  const { welcome } = useWords();
  const [name, setName] = useState("web-1");
  const [address, setAddress] = useState("192.0.2.10");
  const file = `define host {\n    use        generic-host\n    host_name  ${oneWord(name)}\n    address    ${oneWord(address)}\n}\n`;
  return (
    <>
      <div className={styles["fields"]}>
        <input aria-label={welcome.hostName} value={name} onChange={({ target }) => setName(target.value)} />
        <input aria-label={welcome.hostAddress} value={address} onChange={({ target }) => setAddress(target.value)} />
      </div>
      <p>{welcome.hostHint}</p>
      <Command text={file} />
      <Command text="bin/vigie reload" />
    </>
  );
}

/** What would end a directive or begin a comment is left out. */
const oneWord = (text: string): string => text.replaceAll(/[;#{}\r\n]/g, "").trim();

function Command({ text }: { readonly text: string }) {
  return (
    <>
      <pre>{text}</pre>
      <CopyButton text={text} />
    </>
  );
}
