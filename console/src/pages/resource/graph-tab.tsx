import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useMemo, type KeyboardEvent } from "react";
import { ChevronLeft, ChevronRight, Minus, Plus } from "lucide-react";
import { get } from "../../data/client.ts";
import { serverNow } from "../../data/clock.ts";
import type { ResourceDetail, ResourceMetrics } from "../../data/wire-detail.ts";
import { Button } from "../../parts/button.tsx";
import { Choice } from "../../parts/choice.tsx";
import { ErrorState } from "../../parts/error-state.tsx";
import { DatedBand } from "../../parts/history/dated-band.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ChartView } from "./chart-view.tsx";
import { chartsOf, marked, moved } from "./graph-data.ts";
import { useTimeWindow } from "./time-window.ts";
import { resourceKeys } from "./use-resource.ts";
import styles from "./graph.module.css";

const DAY_SECONDS = 86_400;
const WINDOWS = { hour: 3_600, day: DAY_SECONDS, week: 7 * DAY_SECONDS, month: 31 * DAY_SECONDS } as const;
type WindowName = keyof typeof WINDOWS;
const KEYS: Readonly<Record<string, "back" | "forward" | "in" | "out">> = {
  ArrowLeft: "back",
  ArrowRight: "forward",
  "+": "in",
  "=": "in",
  "-": "out",
};

/** Performance data over time: one graph a unit, with thresholds, downtimes and states. */
export function GraphTab({ detail }: { readonly detail: ResourceDetail }) {
  const { resource, events } = useWords();
  const words = resource.graph;
  const hintId = useId();
  const [view, setView] = useTimeWindow();
  const now = (): number => Math.floor(serverNow() / 1_000);
  const { data, error, refetch } = useQuery({
    queryKey: [...resourceKeys.metrics(detail.key), view],
    queryFn: ({ signal }) => {
      const to = view.to ?? now();
      return get<ResourceMetrics>(`/api/resources/${detail.key}/metrics`, {
        query: { from: to - view.seconds, to, points: 400 },
        signal,
      });
    },
    placeholderData: keepPreviousData,
    retry: false,
    // A window of a day moves by a pixel in a few minutes.
    refetchInterval: view.to === null ? Math.max(10_000, view.seconds) : false,
  });
  const move = (how: "back" | "forward" | "in" | "out"): void => setView(moved(view, how, now()));
  const onKeyDown = (event: KeyboardEvent): void => {
    const how = KEYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (how === undefined && event.key !== "0")) return;
    event.preventDefault();
    event.stopPropagation();
    if (how === undefined) setView({ to: null, seconds: view.seconds });
    else move(how);
  };
  const named = (Object.keys(WINDOWS) as WindowName[]).find((name) => WINDOWS[name] === view.seconds);
  return (
    <div className={styles["graphs"]}>
      <div className={styles["tools"]}>
        <Choice<WindowName | "other">
          label={resource.timeline.range}
          options={(Object.keys(WINDOWS) as WindowName[]).map((id) => ({ id, title: events.ranges[id] }))}
          selected={named ?? "other"}
          onSelect={(id) => id !== "other" && setView({ to: null, seconds: WINDOWS[id] })}
        />
        <span className={styles["steps"]}>
          <Button look="plain" aria-label={words.back} onPress={() => move("back")}>
            <ChevronLeft size={16} aria-hidden />
          </Button>
          <Button look="plain" aria-label={words.forward} isDisabled={view.to === null} onPress={() => move("forward")}>
            <ChevronRight size={16} aria-hidden />
          </Button>
          <Button look="plain" aria-label={words.zoomIn} onPress={() => move("in")}>
            <Plus size={16} aria-hidden />
          </Button>
          <Button look="plain" aria-label={words.zoomOut} onPress={() => move("out")}>
            <Minus size={16} aria-hidden />
          </Button>
          {view.to !== null && (
            <Button look="plain" onPress={() => setView({ to: null, seconds: view.seconds })}>
              {words.now}
            </Button>
          )}
        </span>
      </div>
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={6} />
        ) : (
          <ErrorState what={resource.whatMetrics} error={error} retry={() => void refetch()} />
        )
      ) : (
        <div
          className={styles["area"]}
          role="group"
          aria-label={resource.tabs.graph}
          aria-describedby={hintId}
          tabIndex={0}
          onKeyDown={onKeyDown}
          data-graphs={data.metrics.length}
        >
          <Graphs data={data} hasNewest={detail.perfdata.length > 0} onMark={(from, to) => setView(marked(from, to))} />
          <div className={styles["band"]}>
            <DatedBand data={data} height={12} />
          </div>
        </div>
      )}
      <p className={styles["hint"]} id={hintId}>
        {words.hint}
      </p>
    </div>
  );
}

interface GraphsProperties {
  readonly data: ResourceMetrics;
  /** The newest result has performance data. */
  readonly hasNewest: boolean;
  readonly onMark: (from: number, to: number) => void;
}

function Graphs({ data, hasNewest, onMark }: GraphsProperties) {
  const { resource } = useWords();
  const charts = useMemo(() => chartsOf(data), [data]);
  if (charts.length === 0)
    return <p className="muted">{hasNewest ? resource.graph.none : resource.graph.noneNewest}</p>;
  return charts.map((chart, index) => (
    <ChartView
      key={`${chart.unit} ${index}`}
      chart={chart}
      from={data.from}
      to={data.to}
      downtimes={data.downtimes}
      onMark={onMark}
    />
  ));
}
