import { lazy, Suspense, useState } from "react";
import { useKeys } from "../parts/keys.tsx";
import { useWords } from "../words/use-words.tsx";

const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog }));
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** `?`: all keys; Ctrl-K: the palette. */
export function KeyboardHelp() {
  const { shell } = useWords();
  const [opened, setOpened] = useState<"keys" | "palette" | null>(null);
  useKeys(shell.everywhere, [
    { keys: "Control+k", label: shell.palette, whileTyping: true, run: () => setOpened("palette") },
    { keys: "?", label: shell.keys, run: () => setOpened("keys") },
  ]);
  const close = (): void => setOpened(null);
  return (
    <Suspense>
      {opened === "keys" && <KeysDialog onClose={close} />}
      {opened === "palette" && <Palette onClose={close} />}
    </Suspense>
  );
}
