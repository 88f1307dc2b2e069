import { Link } from "@tanstack/react-router";
import { Maximize2, X } from "lucide-react";
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../words/use-words.tsx";
import { ResourceBody } from "./resource-body.tsx";
import { resourceKeys } from "./use-resource.ts";
import type { ResourceDetail } from "../../data/wire-detail.ts";
import { clampedWidth, keptWidth, keepWidth, LEAST_WIDTH, mostWidth } from "./panel-width.ts";
import type { ResourceTab } from "./tabs.ts";
import styles from "./panel.module.css";

interface Properties {
  readonly resourceKey: string;
  readonly tab: ResourceTab;
  readonly onTab: (tab: ResourceTab) => void;
  readonly hasActionKeys: boolean;
  readonly onClose: () => void;
}

const STEP = 32;

/** A host or a service beside a list. Its width is that of the last time; on phones it fills the window. */
export function ResourcePanel({ resourceKey, tab, onClose, ...body }: Properties) {
  const { resource } = useWords();
  const [width, setWidth] = useState(keptWidth);
  const panel = useRef<HTMLElement>(null);
  const isHost = resourceKey.startsWith("h");
  const change = (next: number): void => setWidth(clampedWidth(next, window.innerWidth));

  useEffect(() => keepWidth(width), [width]);

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const right = panel.current?.getBoundingClientRect().right ?? window.innerWidth;
    event.currentTarget.setPointerCapture(event.pointerId);
    const target = event.currentTarget;
    const move = ({ clientX }: globalThis.PointerEvent): void => change(right - clientX);
    const end = (): void => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  };
  return (
    <aside
      ref={panel}
      className={styles["panel"]}
      style={{ width }}
      aria-label={resource.title}
      data-panel={resourceKey}
    >
      <div
        className={styles["edge"]}
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={resource.width}
        aria-valuenow={Math.round(width)}
        aria-valuemin={LEAST_WIDTH}
        aria-valuemax={Math.round(mostWidth(window.innerWidth))}
        onPointerDown={drag}
        onKeyDown={(event) => {
          if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
          event.preventDefault();
          event.stopPropagation();
          change(width + (event.key === "ArrowLeft" ? STEP : -STEP));
        }}
      />
      <header className={styles["head"]}>
        <h2>
          <ResourceName resourceKey={resourceKey} />
        </h2>
        <Link
          className={styles["icon"]}
          to={isHost ? "/hosts/$key" : "/services/$key"}
          params={{ key: resourceKey }}
          search={{ tab }}
          aria-label={resource.openPage}
          title={resource.openPage}
        >
          <Maximize2 size={15} aria-hidden />
        </Link>
        <Button look="plain" aria-label={resource.close} onPress={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      <div className={styles["content"]}>
        <ResourceBody key={resourceKey} resourceKey={resourceKey} tab={tab} {...body} />
      </div>
    </aside>
  );
}

/** Name as it is known; before, the key. */
export function ResourceName({ resourceKey }: { readonly resourceKey: string }) {
  const { data } = useQuery<ResourceDetail>({ queryKey: resourceKeys.detail(resourceKey), enabled: false });
  if (data === undefined) return resourceKey;
  return data.type === "host" ? (
    data.name
  ) : (
    <>
      <Link className={styles["host"]} to="/hosts/$key" params={{ key: data.host.key }}>
        {data.host.name}
      </Link>{" "}
      › <bdi>{data.name}</bdi>
    </>
  );
}
