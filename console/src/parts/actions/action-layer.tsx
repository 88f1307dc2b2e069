import { lazy, Suspense, useEffect } from "react";
import { asked } from "../../data/actions/action-store.ts";
import { useStore } from "../use-store.ts";
import { ActionLine } from "./action-line.tsx";

const load = () => import("./asked-dialog.tsx");
const AskedDialog = lazy(async () => ({ default: (await load()).AskedDialog }));

/** After the page itself: what is typed right after the key of an action must not be lost while its dialog loads. */
const LOAD_AFTER_MS = 1_000;

/** The dialog of an action that is asked for, and the line that tells what came of the last one. Once, in the shell. */
export function ActionLayer() {
  const dialog = useStore(asked);
  useEffect(() => {
    const timer = setTimeout(() => void load(), LOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
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
