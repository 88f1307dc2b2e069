import { lazy, Suspense } from "react";
import { useKeys } from "../parts/keys.tsx";
import { useStore } from "../parts/use-store.ts";
import { useWords } from "../words/use-words.tsx";
import { openedHelp } from "./opened-help.ts";

const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog }));
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** `?`: all keys; Ctrl-K: the palette. */
export function KeyboardHelp() {
  const { shell } = useWords();
  const opened = useStore(openedHelp);
  useKeys(shell.everywhere, [
    { keys: "Control+k", label: shell.palette, whileTyping: true, run: () => openedHelp.set("palette") },
    { keys: "?", label: shell.keys, run: () => openedHelp.set("keys") },
  ]);
  const close = (): void => openedHelp.set(null);
  return (
    <Suspense>
      {opened === "keys" && <KeysDialog onClose={close} />}
      {opened === "palette" && <Palette onClose={close} />}
    </Suspense>
  );
}
