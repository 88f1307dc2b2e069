import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../data/client.ts";
import { useSession } from "../../parts/session.tsx";
import { useWords } from "../../words/use-words.tsx";
import { wallViewOf, type PageAddress } from "./wall-view.ts";
import { WallScreen } from "./wall-screen.tsx";
import styles from "./wall.module.css";

const RETRY_MS = 10_000;

/** A page as a wall screen, with one's own session. */
export function OwnWall({ address }: { readonly address: PageAddress }) {
  const { wall } = useWords();
  const { server } = useSession();
  const { data, error } = useQuery({
    queryKey: ["wall-view", address],
    queryFn: ({ signal }) => wallViewOf(address, signal),
    staleTime: Infinity,
    // Nobody stands in front of it to press a key.
    retry: (_failures, failed) => !isRefused(failed),
    retryDelay: RETRY_MS,
  });
  if (data === null || isRefused(error)) return <p className={styles["plain"]}>{wall.nothing}</p>;
  if (data === undefined) return <p className={styles["plain"]}>{error === null ? wall.opening : wall.noAnswer}</p>;
  return <WallScreen view={data} label={server.name} version={server.version} />;
}

const isRefused = (error: unknown): boolean => error instanceof ApiError && error.status >= 400 && error.status < 500;
