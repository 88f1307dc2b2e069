import { createContext, use, useEffect } from "react";
import { get } from "../data/client.ts";
import { setServerTime } from "../data/clock.ts";
import { takePreferences } from "../data/preferences.ts";
import { createStore } from "../data/store.ts";
import type { Session } from "../data/wire.ts";
import { useStore } from "./use-store.ts";

/** What is known of the web session of this browser. Without one, `error` has the status 401. */
export type AskedSession =
  | { readonly kind: "asking" }
  | { readonly kind: "told"; readonly session: Session }
  | { readonly kind: "refused"; readonly error: unknown };

const asked = createStore<AskedSession>({ kind: "asking" });

/** The web session of this browser, asked for unless it is known. */
export function useAskedSession(): AskedSession {
  useEffect(() => void askSession(), []);
  return useStore(asked);
}

export async function askSession(): Promise<void> {
  if (asked.get().kind === "told") return;
  asked.set({ kind: "asking" });
  try {
    takeSession(await get<Session>("/api/session"));
  } catch (error) {
    asked.set({ kind: "refused", error });
  }
}

/** Puts what a session says into effect, as after signing in: who it is, preferences, and the time of the server. */
export function takeSession(session: Session): void {
  // A wall screen has no preferences of its own.
  if (session.wall === null) takePreferences(session.preferences, session.login);
  setServerTime(session.server.now);
  asked.set({ kind: "told", session });
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
