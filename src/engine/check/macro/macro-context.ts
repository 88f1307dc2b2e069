import type { Contact, Inventory, Resource } from "../../../model/objects.ts";
import type { ResourceKey } from "../../../model/resource-key.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import type { ResourceState } from "../../../model/resource-state.ts";

/** Objects and values from which macros are resolved. */
export interface MacroContext {
  /**
   * Host or service that is checked or that the notification is about; a service also provides the macros of its host.
   */
  readonly resource: Resource;
  readonly inventory: Inventory;
  stateOf(key: ResourceKey): ResourceState | null | undefined;
  readonly now: UnixSeconds;
  /** Command text of the program, by macro name without dollar signs. */
  readonly processMacros: ReadonlyMap<string, string>;
  /** Notified contact, for `$CONTACT…$` and `$_CONTACT…$`. */
  readonly contact?: Contact;
  /** Further values, e.g. `NOTIFICATIONTYPE`. They are treated as values from outside. */
  readonly values?: { get(name: string, context: MacroContext): string | undefined };
  /**
   * Use of the values; default: a command line, where `illegal_macro_output_chars` are removed and line ends of long
   * output are escaped as in Nagios. Nagios removes nothing for the environment and for files of performance data; a text for people is left
   * unchanged.
   */
  readonly form?: "environment" | "text";
}
