import type { Contact, Inventory, Resource } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceState } from "../../../model/resource-state.ts";

/** What macros are about. */
export interface MacroContext {
  /** The host or service checked or told about; a service brings its host's macros with it. */
  readonly resource: Resource;
  readonly inventory: Inventory;
  stateOf(key: ResourceKey): ResourceState | null | undefined;
  readonly now: UnixSeconds;
  /** Command text given by the program, by name without dollar signs. */
  readonly processMacros: ReadonlyMap<string, string>;
  /** Who is told; for `$CONTACT…$` and `$_CONTACT…$`. */
  readonly contact?: Contact;
  /** Further values, e.g. `NOTIFICATIONTYPE`. They count as values from outside. */
  readonly values?: { get(name: string, context: MacroContext): string | undefined };
  /**
   * What the values are for. A command line, when left out: `illegal_macro_output_chars` are taken out, and line ends of long output
   * are written as Nagios has them there. Nagios takes nothing out for the environment; a text for people has everything as it is.
   */
  readonly form?: "environment" | "text";
}
