import type { ConfigurationNote, ConfigurationProblem, LastReload, ServerCondition } from "../../data/wire-server.ts";
import { refusalText } from "../../data/refusal.ts";
import { Card } from "../../parts/card.tsx";
import { actorText } from "../../parts/history/event-text.ts";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { judgeReload } from "./judgements.ts";
import styles from "./health.module.css";

/** The last reload, with its errors by file and line. */
export function ConfigurationCard({ server: { reload, configured_since } }: { readonly server: ServerCondition }) {
  const { health } = useWords();
  return (
    <Card
      title={health.configuration}
      aside={
        <>
          {health.inEffect} <TimeText time={configured_since} />
        </>
      }
    >
      {reload !== null && <Reload reload={reload} />}
    </Card>
  );
}

function Reload({ reload }: { readonly reload: LastReload }) {
  const { events, health } = useWords();
  const { at, by, result, reason, code, params, errors, warnings, error_list, warning_list, needs_restart } = reload;
  const isGood = judgeReload(reload) !== "bad";
  return (
    <div className={styles["reload"]} data-result={result}>
      <p className={isGood ? undefined : styles["problem"]}>
        {isGood ? "✓" : "◆"} {health.reloads[result]}
      </p>
      {/* Of the one in effect, the card says since when. */}
      {(!isGood || by !== null) && (
        <p className="muted">
          {!isGood && <TimeText time={at} />} {by !== null && actorText(by, events)}
        </p>
      )}
      {reason !== null && errors === 0 && (
        <p>{code === null ? reason : refusalText({ code, params, message: reason })}</p>
      )}
      {errors > 0 && <Problems title={health.errors(errors)} problems={error_list} words={health.error} isError />}
      {warnings === 0 && isGood && <p className="muted">{health.noWarnings}</p>}
      {warnings > 0 && <Problems title={health.warnings(warnings)} problems={warning_list} words={health.warning} />}
      {needs_restart.length > 0 && <p>▲ {health.needsRestart(needs_restart.join(", "))}</p>}
    </div>
  );
}

interface ProblemsProperties {
  readonly title: string;
  readonly problems: readonly ConfigurationProblem[];
  readonly words: (problem: ConfigurationNote) => string;
  readonly isError?: boolean;
}

function Problems({ title, problems, words, isError = false }: ProblemsProperties) {
  const { health } = useWords();
  return (
    <section>
      <h3 className={isError ? styles["problem"] : undefined}>{title}</h3>
      <ul className={styles["lines"]}>
        {problems.map((problem, place) => (
          <li key={place}>
            <code>
              {problem.line === 0 ? `${problem.file} (${health.wholeFile})` : `${problem.file}:${problem.line}`}
            </code>
            <span>
              {problem.directive !== null && <code>{problem.directive}: </code>}
              {words(problem)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
