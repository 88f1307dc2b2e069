import type { CommandCall, MainSettings, Resource } from "../../model/objects.ts";

/** Command to run after a change of state. */
export interface Handler {
  readonly kind: "global" | "own";
  readonly call: CommandCall;
}

const NONE: readonly Handler[] = Object.freeze([]);

/**
 * Handlers of a resource: the global one of its kind first, then its own (Nagios). `event_handler_enabled 0` disables
 * both.
 */
export function handlersOf({ kind, options }: Resource, main: MainSettings): readonly Handler[] {
  if (!main.enableEventHandlers || !options.eventHandlerEnabled) return NONE;
  const global = kind === "host" ? main.globalHostEventHandler : main.globalServiceEventHandler;
  if (global === null && options.eventHandler === null) return NONE;
  return [
    ...(global === null ? [] : [{ kind: "global", call: global } as const]),
    ...(options.eventHandler === null ? [] : [{ kind: "own", call: options.eventHandler } as const]),
  ];
}
