import { lazy, Suspense } from "react";
import { isProblemState } from "../../data/states.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { ErrorState } from "../../parts/error-state.tsx";
import { useKeys } from "../../parts/keys.tsx";
import { useSession } from "../../parts/session.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { TimeText } from "../../parts/time-text.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ActionButtons } from "./action-buttons.tsx";
import { DetailsTab } from "./details-tab.tsx";
import { GoneResource } from "./gone-resource.tsx";
import { TimelineTab } from "./timeline-tab.tsx";
import { useResource } from "./use-resource.ts";
import { WhyTab } from "./why-tab.tsx";
import type { ResourceTab } from "./tabs.ts";
import styles from "./resource.module.css";

const GraphTab = lazy(async () => ({ default: (await import("./graph-tab.tsx")).GraphTab }));

interface Properties {
  readonly resourceKey: string;
  readonly tab: ResourceTab;
  readonly onTab: (tab: ResourceTab) => void;
  /** Whether the keys of actions are on this resource. */
  readonly hasActionKeys: boolean;
}

/** State, actions and tabs of a host or a service: what the panel and the page of their own have in common. */
export function ResourceBody({ resourceKey, ...shown }: Properties) {
  const { resource } = useWords();
  const { detail, error, retry, goneSince } = useResource(resourceKey);
  if (goneSince !== undefined) return <GoneResource resourceKey={resourceKey} since={goneSince} />;
  if (detail === undefined)
    return error === null ? (
      <Skeleton rows={8} />
    ) : (
      <ErrorState what={resource.whatDetail} error={error} retry={retry} />
    );
  return <KnownResource detail={detail} {...shown} />;
}

interface KnownProperties extends Omit<Properties, "resourceKey"> {
  readonly detail: ResourceDetail;
}

function KnownResource({ detail, tab, onTab, hasActionKeys }: KnownProperties) {
  const { resource } = useWords();
  const { features } = useSession().server;
  const { tabs } = resource;
  useKeys(resource.title, [
    { keys: "w", label: tabs.why, run: () => onTab("why") },
    { keys: "e", label: tabs.timeline, run: () => onTab("timeline") },
    { keys: "m", label: tabs.graph, run: () => onTab("graph") },
  ]);
  const hasGraph = features.includes("metrics");
  return (
    <div className={styles["body"]}>
      <Facts detail={detail} />
      <ActionButtons detail={detail} hasKeys={hasActionKeys} />
      <Tabs
        label={tabs.label}
        selected={tab === "graph" && !hasGraph ? "details" : tab}
        onSelect={onTab}
        tabs={[
          { id: "details", title: tabs.details, content: () => <DetailsTab detail={detail} /> },
          { id: "why", title: tabs.why, content: () => <WhyTab detail={detail} /> },
          { id: "timeline", title: tabs.timeline, content: () => <TimelineTab detail={detail} /> },
          ...(hasGraph
            ? [
                {
                  id: "graph" as const,
                  title: tabs.graph,
                  content: () => (
                    <Suspense fallback={<Skeleton rows={6} />}>
                      <GraphTab detail={detail} />
                    </Suspense>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

/** The state in one line, and who handles it. */
function Facts({ detail }: { readonly detail: ResourceDetail }) {
  const { resource, common } = useWords();
  const { state, hard, acknowledgement, downtime, attempt, max_attempts: most, since } = detail;
  const isProblem = isProblemState(state);
  return (
    <div className={styles["facts"]}>
      <p className={styles["state"]} aria-live="polite">
        <StateMark
          state={state}
          isHandled={acknowledgement !== null || downtime !== null}
          isSoft={!hard && isProblem}
        />
        {since !== null && (
          <span>
            <TimeText time={since} form="age" />
          </span>
        )}
        {isProblem && (
          <span className="muted">
            {hard ? common.hard : common.soft} · {resource.attempt(attempt, most)}
          </span>
        )}
        {detail.type === "service" && detail.host.state !== "UP" && (
          <span className={styles["host-state"]}>
            {common.host} <StateMark state={detail.host.state} />
          </span>
        )}
      </p>
      {acknowledgement !== null && (
        <p className={styles["handled"]}>
          {resource.acknowledgedBy(acknowledgement.author ?? "?")}
          {acknowledgement.comment !== null &&
            acknowledgement.comment !== "" &&
            resource.quoted(acknowledgement.comment)}
          {acknowledgement.expires_at !== null && (
            <>
              {" "}
              · {resource.until} <TimeText time={acknowledgement.expires_at} form="date" />
            </>
          )}
        </p>
      )}
      {downtime !== null && (
        <p className={styles["handled"]}>
          {resource.inDowntime}
          {downtime.until !== null && (
            <>
              {" "}
              {resource.until} <TimeText time={downtime.until} form="date" />
            </>
          )}
        </p>
      )}
      {(detail.flapping || !detail.notifies || detail.checks === "off") && (
        <p className={styles["handled"]}>
          {[
            detail.flapping && resource.flapping,
            !detail.notifies && resource.notificationsOff,
            detail.checks === "off" && resource.checksOff,
          ]
            .filter((word) => word !== false)
            .join(" · ")}
        </p>
      )}
    </div>
  );
}
