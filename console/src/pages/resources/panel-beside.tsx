import { lazy, Suspense } from "react";
import { countSelected } from "../../data/list/selection.ts";
import { useStore } from "../../parts/use-store.ts";
import { tabOf, type ResourceTab } from "../resource/tabs.ts";
import { useListUi } from "./list-ui.ts";

const ResourcePanel = lazy(async () => ({
  default: (await import("../resource/resource-panel.tsx")).ResourcePanel,
}));

interface Properties {
  readonly resourceKey: string;
  readonly tab: string | undefined;
  readonly onTab: (tab: ResourceTab) => void;
  readonly onClose: () => void;
}

/**
 * The panel of a resource beside the list, loaded when the first one is opened. The list's keys act on what is selected
 * and on the row somebody moved to, which the panel follows a little later.
 */
export function PanelBeside({ tab, ...panel }: Properties) {
  const ui = useListUi();
  const isSelecting = countSelected(useStore(ui.selection)) > 0;
  const { isChosen, key } = useStore(ui.active);
  const hasActionKeys = !isSelecting && (!isChosen || key === panel.resourceKey);
  return (
    <Suspense>
      <ResourcePanel tab={tabOf(tab)} hasActionKeys={hasActionKeys} {...panel} />
    </Suspense>
  );
}
