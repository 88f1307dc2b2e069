import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import type { Neighbour, Neighbours, ResourceDetail } from "../../data/wire-detail.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { queryOfGroup } from "../../parts/group-tile.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { DurationText, TimeText } from "../../parts/time-text.tsx";
import { durationText } from "../../data/time.ts";
import { useWords } from "../../words/use-words.tsx";
import { serverNow } from "../../data/clock.ts";
import { valueText } from "./perfdata.ts";
import { Pair, Section } from "./section.tsx";
import { PerfdataBars } from "./perfdata-bars.tsx";
import { StateBand } from "../../parts/history/state-band.tsx";
import styles from "./resource.module.css";

const DAY_SECONDS = 86_400;

/** Output, values, checks, command, notifications, neighbours, variables, comments and downtimes. */
export function DetailsTab({ detail }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.details;
  const now = Math.floor(serverNow() / 1_000);
  return (
    <div className={styles["sections"]}>
      <Section title={words.output}>
        <pre className={styles["output"]} tabIndex={0}>
          {detail.long_output.trimEnd() === "" ? "–" : detail.long_output.trimEnd()}
        </pre>
        <div className={styles["day"]}>
          <StateBand steps={detail.last_24h} from={now - DAY_SECONDS} to={now} label={words.last24h} />
          <span className="muted">{words.last24h}</span>
        </div>
      </Section>
      {(detail.perfdata.length > 0 || detail.perfdata_faults.length > 0) && (
        <Section title={words.values}>
          <PerfdataBars values={detail.perfdata} />
          {detail.perfdata_faults.length > 0 && (
            <p className="muted">
              {words.faults}: {detail.perfdata_faults.map(({ reason }) => reason).join("; ")}
            </p>
          )}
        </Section>
      )}
      {(detail.notes !== null || detail.links.length > 0) && (
        <Section title={words.notes}>
          {detail.notes !== null && <p className={styles["notes"]}>{detail.notes}</p>}
          {detail.links.map(({ kind, url }) => (
            <p key={kind}>
              <a href={url} target="_blank" rel="noreferrer noopener">
                {words.links[kind]}: {url} <ExternalLink size={12} aria-hidden />
              </a>
            </p>
          ))}
        </Section>
      )}
      <Downtimes detail={detail} />
      <Comments detail={detail} />
      <Section title={words.checks}>
        <Checks detail={detail} />
      </Section>
      <Section title={words.notifications}>
        <dl className={styles["pairs"]}>
          <Pair term={words.number}>{detail.notification.number}</Pair>
          <Pair term={words.last}>
            <TimeText time={detail.notification.last} />
          </Pair>
          {detail.notification.next !== null && (
            <Pair term={words.next}>
              <TimeText time={detail.notification.next} />
            </Pair>
          )}
          {detail.notification.period !== null && (
            <Pair term={words.notificationPeriod}>{detail.notification.period}</Pair>
          )}
          <Pair term={words.contacts}>
            {[
              ...detail.contacts.map(({ name, alias }) =>
                alias === null || alias === name ? name : `${name} (${alias})`,
              ),
              ...detail.contact_groups,
            ].join(", ") || "–"}
          </Pair>
        </dl>
      </Section>
      <Places detail={detail} />
      {detail.variables.length > 0 && (
        <Section title={words.variables}>
          <dl className={styles["pairs"]}>
            {detail.variables.map(({ name, value, secret }) => (
              <Pair key={name} term={<code>_{name}</code>}>
                {secret ? <span className="muted">{words.secret}</span> : <code>{value}</code>}
              </Pair>
            ))}
          </dl>
        </Section>
      )}
    </div>
  );
}

function Checks({
  detail: { check, command, state, type, percent_state_change: change },
}: {
  readonly detail: ResourceDetail;
}) {
  const { resource, common } = useWords();
  const words = resource.details;
  const duration = (seconds: number): string => durationText(seconds, common.dayUnit);
  const well = type === "host" ? "UP" : "OK";
  return (
    <dl className={styles["pairs"]}>
      {check.not_seen_since !== null && (
        <Pair term={words.notSeen}>
          ◆ {words.pollerAway} <TimeText time={check.not_seen_since} />
        </Pair>
      )}
      <Pair term={words.lastCheck}>
        <TimeText time={check.last} />
        {check.execution_time !== null && (
          <span className="muted">
            {" "}
            · {words.took.toLowerCase()} {valueText(check.execution_time, "s")}
            {check.latency !== null && ` · ${words.latency.toLowerCase()} ${valueText(check.latency, "s")}`}
          </span>
        )}
      </Pair>
      <Pair term={words.nextCheck}>
        {check.next === null ? <span className="muted">{words.noNextCheck}</span> : <TimeText time={check.next} />}
      </Pair>
      <Pair term={words.source}>{words.sources[check.source]}</Pair>
      <Pair term={words.interval}>
        {words.everyWithRetry(duration(check.interval_seconds), duration(check.retry_interval_seconds))}
      </Pair>
      {check.period !== null && <Pair term={words.period}>{check.period}</Pair>}
      {state !== well && (
        <Pair term={words.lastOk(well)}>
          <TimeText time={check.last_ok} />
        </Pair>
      )}
      <Pair term={words.hardSince}>
        <TimeText time={check.hard_since} />
      </Pair>
      <Pair term={words.stateChange}>{valueText(change, "%")}</Pair>
      <Pair term={words.command}>{command.configured === null ? "–" : <code>{command.configured}</code>}</Pair>
      {command.line !== null && (
        <Pair term={words.commandLine}>
          <code>{command.line}</code> <CopyButton text={command.line} />
        </Pair>
      )}
    </dl>
  );
}

function Places({ detail }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.details;
  const { groups, parents, children, dependencies, defined, type } = detail;
  if (groups.length + parents.total + children.total + dependencies.length === 0 && defined === null) return null;
  return (
    <Section title={words.place}>
      <dl className={styles["pairs"]}>
        {groups.length > 0 && (
          <Pair term={words.groups}>
            {groups.map(({ name, alias }, index) => (
              <span key={name}>
                {index > 0 && ", "}
                <a href={`/resources?q=${encodeURIComponent(queryOfGroup({ kind: type, name }))}`}>{alias}</a>
              </span>
            ))}
          </Pair>
        )}
        {type === "host" && parents.total > 0 && <NeighbourPair term={words.parents} of={parents} />}
        {type === "host" && children.total > 0 && <NeighbourPair term={words.children} of={children} />}
        {dependencies.length > 0 && (
          <Pair term={words.dependencies}>
            {dependencies.map((one, index) => (
              <p key={index}>
                <NeighbourLink of={one} />{" "}
                <span className="muted">
                  {words.dependencyKinds[one.kind]}
                  {one.states.length > 0 && ` ≠ ${one.states.join(", ")}`}
                </span>
              </p>
            ))}
          </Pair>
        )}
        {defined !== null && (
          <Pair term={words.defined}>
            <code>
              {defined.file}:{defined.line}
            </code>
          </Pair>
        )}
      </dl>
    </Section>
  );
}

function NeighbourPair({ term, of: { total, items } }: { readonly term: string; readonly of: Neighbours }) {
  const { resource } = useWords();
  return (
    <Pair term={term}>
      {items.map((one) => (
        <span className={styles["neighbour"]} key={one.key}>
          <NeighbourLink of={one} />
        </span>
      ))}
      {total > items.length && <span className="muted">{resource.details.andMore(total - items.length)}</span>}
    </Pair>
  );
}

export function NeighbourLink({ of: { key, name, state } }: { readonly of: Neighbour }) {
  return (
    <Link to={key.startsWith("h") ? "/hosts/$key" : "/services/$key"} params={{ key }}>
      <StateMark state={state} isShapeOnly /> {name}
    </Link>
  );
}

function Downtimes({ detail: { downtimes } }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  const words = resource.details;
  if (downtimes.length === 0) return null;
  return (
    <Section title={words.downtimes}>
      <ul className={styles["records"]}>
        {downtimes.map(({ id, started, start, until, author, comment, fixed, duration_seconds: duration }) => (
          <li key={id}>
            <b>{started ? words.running : words.planned}</b> <TimeText time={start} form="date" /> –{" "}
            <TimeText time={until} form="date" />
            {!fixed && duration !== null && (
              <>
                {" "}
                · <DurationText seconds={duration} />
              </>
            )}
            <span className="muted">
              {" "}
              {author}: {comment}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Comments({ detail: { comments } }: { readonly detail: ResourceDetail }) {
  const { resource } = useWords();
  if (comments.length === 0) return null;
  return (
    <Section title={resource.details.comments}>
      <ul className={styles["records"]}>
        {comments.map(({ id, author, text, time, type }) => (
          <li key={id}>
            <span className={styles["comment"]}>{text}</span>{" "}
            <span className="muted">
              {author} <TimeText time={time} /> {resource.details.commentTypes[type]}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
