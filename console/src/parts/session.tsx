import { createContext, use } from "react";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../data/client.ts";
import { setServerTime } from "../data/clock.ts";
import { takePreferences } from "../data/preferences.ts";
import type { Session } from "../data/wire.ts";

/** The web session of this browser; rejects with status 401 without one. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => takeSession(await get<Session>("/api/session", { signal })),
  staleTime: Infinity,
  retry: false,
});

/** Puts what a session says into effect: preferences and the time of the server. */
export function takeSession(session: Session): Session {
  takePreferences(session.preferences);
  setServerTime(session.server.now);
  return session;
}

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below the shell. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession outside of the shell");
  return session;
}

/** Whether the account has a role, or is an administrator. */
export function useMay(): (role: string) => boolean {
  const { is_admin: isAdmin, roles } = useSession();
  return (role) => isAdmin || roles.includes(role);
}

/** Zone of the server; null if it does not tell. */
export const useServerZone = (): string | null => useSession().server.zone ?? null;
