import { hostIdOf, hostKey, isHostKey, SERVER_KEY, type ResourceKey } from "../../model/resource-key.ts";
import type { Visibility } from "../../model/visibility.ts";
import type { Listener, Round } from "./listener.ts";
import { CHECK_SECONDS } from "./stream-limits.ts";
import { sseText, type StreamWords } from "./stream-words.ts";

/** Rows that listeners watch, also for results that change nothing. */
export interface WatchedRows {
  /** Replaces what a listener watches. */
  watch(listener: Listener, keys: ReadonlySet<ResourceKey>): void;
  /** Something of this resource was shown; true if somebody is to be told. */
  note(key: ResourceKey): boolean;
  /** Sends the newest rows that are due: of each at most one a second. */
  send(round: Round): void;
  /** Sends a listener the rows that were held back while it took nothing. */
  catchUp(listener: Listener): void;
}

export function createWatchedRows(words: StreamWords): WatchedRows {
  const watchers = new Map<ResourceKey, Set<Listener>>();
  const watchedOfHost = new Map<number, Set<ResourceKey>>();
  const lastSent = new Map<ResourceKey, number>();
  const newer = new Set<ResourceKey>();

  const add = (listener: Listener, key: ResourceKey): void => {
    const those = watchers.get(key) ?? new Set();
    watchers.set(key, those.add(listener));
    const ofHost = watchedOfHost.get(hostIdOf(key)) ?? new Set();
    watchedOfHost.set(hostIdOf(key), ofHost.add(key));
  };
  const remove = (listener: Listener, key: ResourceKey): void => {
    const those = watchers.get(key)!;
    those.delete(listener);
    if (those.size > 0) return;
    watchers.delete(key);
    lastSent.delete(key);
    newer.delete(key);
    const ofHost = watchedOfHost.get(hostIdOf(key))!;
    ofHost.delete(key);
    if (ofHost.size === 0) watchedOfHost.delete(hostIdOf(key));
  };

  const sendRow = (listener: Listener, key: ResourceKey, texts: Map<Visibility, string>): void => {
    const { visibility } = listener.caller;
    let text = texts.get(visibility);
    if (text === undefined) {
      const row = words.row(key, visibility);
      text = row === null ? "" : sseText("check", { row });
      texts.set(visibility, text);
    }
    if (text !== "") listener.send(text);
  };

  return {
    watch(listener, keys) {
      for (const key of listener.watched) if (!keys.has(key)) remove(listener, key);
      for (const key of keys) add(listener, key);
      if (listener.hasOldRows) for (const key of keys) listener.heldBack.add(key);
      listener.hasOldRows &&= keys.size === 0;
      for (const key of listener.heldBack) if (!keys.has(key)) listener.heldBack.delete(key);
      listener.watched = keys;
    },
    note(key) {
      const ofHost = watchers.size === 0 || key === SERVER_KEY ? undefined : watchedOfHost.get(hostIdOf(key));
      if (ofHost === undefined) return false;
      // The row of a service has the state of its host, that of a host has the counts of its services.
      if (isHostKey(key)) for (const one of ofHost) newer.add(one);
      else for (const one of [key, hostKey(hostIdOf(key))]) if (ofHost.has(one)) newer.add(one);
      return newer.size > 0;
    },
    send(round) {
      const { now } = round;
      for (const key of newer) {
        const sentAgo = now - (lastSent.get(key) ?? -Infinity);
        // Those come with a later one. A clock that was set back does not hold them up.
        if (sentAgo >= 0 && sentAgo < CHECK_SECONDS) continue;
        newer.delete(key);
        lastSent.set(key, now);
        const texts = new Map<Visibility, string>();
        for (const listener of watchers.get(key)!)
          if (listener.isBehind(round)) listener.heldBack.add(key);
          else sendRow(listener, key, texts);
      }
    },
    catchUp(listener) {
      for (const key of listener.heldBack) sendRow(listener, key, new Map());
      listener.heldBack.clear();
    },
  };
}
