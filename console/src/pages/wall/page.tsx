import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { ApiError, post } from "../../data/client.ts";
import { setServerTime } from "../../data/clock.ts";
import type { Session } from "../../data/wire.ts";
import { useWords } from "../../words/use-words.tsx";
import { WallScreen } from "./wall-screen.tsx";
import styles from "./wall.module.css";

const RETRY_MS = 10_000;

/** Opens the view of a link, without signing in. */
export function WallPage() {
  const { wall } = useWords();
  const { secret } = useParams({ from: "/wall/$secret" });
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ["wall", secret],
    queryFn: async () => {
      const session = await post<Session>("/api/session/wall", { secret });
      setServerTime(session.server.now);
      return session;
    },
    staleTime: Infinity,
    // Nobody stands in front of it to press a key.
    retry: (_failures, failed) => !isOver(failed),
    retryDelay: RETRY_MS,
  });
  const openAgain = useCallback(() => void refetch(), [refetch]);
  useEffect(() => {
    // Screens on walls are dark unless this browser was told otherwise.
    const root = document.documentElement;
    root.dataset["theme"] ??= "dark";
  }, []);

  if (isOver(error)) return <p className={styles["plain"]}>{wall.over}</p>;
  if (data?.wall) {
    const { label, view } = data.wall;
    return <WallScreen key={dataUpdatedAt} {...{ label, view }} version={data.server.version} onOver={openAgain} />;
  }
  return <p className={styles["plain"]}>{error === null ? wall.opening : wall.noAnswer}</p>;
}

/** Ended, or no link at all, as one that was cut in a message. Too many tries are no answer yet. */
const isOver = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
