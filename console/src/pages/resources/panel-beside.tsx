import { lazy, Suspense } from "react";
import { tabOf, type ResourceTab } from "../resource/tabs.ts";

const ResourcePanel = lazy(async () => ({
  default: (await import("../resource/resource-panel.tsx")).ResourcePanel,
}));

interface Properties {
  readonly resourceKey: string;
  readonly tab: string | undefined;
  readonly onTab: (tab: ResourceTab) => void;
  readonly onClose: () => void;
}

/** The panel of a resource beside the list, loaded when the first one is opened. */
export function PanelBeside({ tab, ...panel }: Properties) {
  return (
    <Suspense>
      <ResourcePanel tab={tabOf(tab)} {...panel} />
    </Suspense>
  );
}
