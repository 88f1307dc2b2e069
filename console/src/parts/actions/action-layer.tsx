import { lazy, Suspense } from "react";
import { asked } from "../../data/actions/action-store.ts";
import { useStore } from "../use-store.ts";
import { ActionLine } from "./action-line.tsx";

const AskedDialog = lazy(async () => ({ default: (await import("./asked-dialog.tsx")).AskedDialog }));

/** The dialog of an action that is asked for, and the line that tells what came of the last one. Once, in the shell. */
export function ActionLayer() {
  const dialog = useStore(asked);
  return (
    <>
      {dialog !== null && (
        <Suspense>
          <AskedDialog dialog={dialog} />
        </Suspense>
      )}
      <ActionLine />
    </>
  );
}
