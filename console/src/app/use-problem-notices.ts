import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { LiveRow } from "../data/wire.ts";
import { useWords } from "../words/use-words.tsx";
import { createProblemNotices } from "./problem-notices.ts";

/** Shows notices in the language of the page; a press opens the problem. The same function as long as the page lives. */
export function useProblemNotices(): (row: LiveRow) => void {
  const words = useWords().shell.notices;
  const navigate = useNavigate();
  const latest = useRef({ words, navigate });
  useEffect(() => {
    latest.current = { words, navigate };
  }, [words, navigate]);
  const [show] = useState(() =>
    createProblemNotices({
      words: () => latest.current.words,
      open: (key) =>
        void (key === null
          ? latest.current.navigate({ to: "/resources" })
          : latest.current.navigate({ to: key.startsWith("h") ? "/hosts/$key" : "/services/$key", params: { key } })),
    }),
  );
  return show;
}
