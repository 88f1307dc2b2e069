import { VolumeX } from "lucide-react";
import { useState } from "react";
import { allowSound, isSoundBlocked } from "../data/tone.ts";
import { Button } from "../parts/button.tsx";
import { usePreferences } from "../parts/preferences.tsx";
import { useWords } from "../words/use-words.tsx";

/** Says that sound is on, but that the browser keeps the tab silent until it was pressed once. */
export function SoundNotice() {
  const { shell } = useWords();
  const { sound } = usePreferences();
  const [isAllowed, setAllowed] = useState(false);
  if (!sound.isOn || isAllowed || !isSoundBlocked()) return null;
  return (
    <Button
      look="plain"
      aria-label={shell.soundBlocked}
      title={shell.soundBlocked}
      onPress={() => void allowSound().then(() => setAllowed(true))}
    >
      <VolumeX size={16} aria-hidden />
    </Button>
  );
}
