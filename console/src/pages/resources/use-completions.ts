import { useCallback, useEffect, useRef, useState } from "react";
import { completionsAt } from "../../data/completions.ts";
import type { Completions } from "../../data/wire.ts";

const PAUSE_MS = 80;

interface Completing {
  readonly completions: Completions | undefined;
  /** Asks what could stand at a place of a search; only the newest answer is taken. */
  readonly ask: (q: string, at: number) => void;
  readonly forget: () => void;
}

export function useCompletions(): Completing {
  const [completions, setCompletions] = useState<Completions>();
  const asked = useRef<AbortController>(undefined);

  const stop = useCallback((): void => asked.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const ask = useCallback(
    (q: string, at: number): void => {
      stop();
      const own = new AbortController();
      asked.current = own;
      setTimeout(() => {
        if (own.signal.aborted) return;
        completionsAt(q, at, own.signal).then(
          setCompletions,
          // Completions are a help: without them, people type on.
          () => {},
        );
      }, PAUSE_MS);
    },
    [stop],
  );
  const forget = useCallback((): void => {
    stop();
    setCompletions(undefined);
  }, [stop]);
  return { completions, ask, forget };
}
