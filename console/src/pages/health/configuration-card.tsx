import type { ConfigurationProblem, LastReload, ServerCondition } from "../../data/wire-server.ts";
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
  const { at, by, result, reason, errors, warnings, error_list, warning_list, needs_restart } = reload;
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
      {reason !== null && <p>{reason}</p>}
      {errors > 0 && <Problems title={health.errors(errors)} problems={error_list} isError />}
      {warnings === 0 && isGood && <p className="muted">{health.noWarnings}</p>}
      {warnings > 0 && (
        <Problems
          title={health.warnings(warnings)}
          problems={warning_list.map((warning) => ({ ...warning, message: health.warning(warning) }))}
        />
      )}
      {needs_restart.length > 0 && <p>▲ {health.needsRestart(needs_restart.join(", "))}</p>}
    </div>
  );
}

interface ProblemsProperties {
  readonly title: string;
  readonly problems: readonly ConfigurationProblem[];
  readonly isError?: boolean;
}

function Problems({ title, problems, isError = false }: ProblemsProperties) {
  const { health } = useWords();
  return (
    <section>
      <h3 className={isError ? styles["problem"] : undefined}>{title}</h3>
      <ul className={styles["lines"]}>
        {problems.map(({ file, line, directive, message }, place) => (
          <li key={place}>
            <code>{line === 0 ? `${file} (${health.wholeFile})` : `${file}:${line}`}</code>
            <span>
              {directive !== null && <code>{directive}: </code>}
              {message}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
