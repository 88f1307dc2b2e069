import type { UnixSeconds } from "../lib/clock.ts";

/** One stored change. `objectName`: `12` for a host, `12/34` for a service, a contact's name, '' for the program. */
export interface AdaptiveRecord {
  readonly objectType: "host" | "service" | "contact" | "program";
  readonly objectName: string;
  /** The member's name; `customVariable.NAME` for a custom variable. */
  readonly attribute: string;
  /** JSON of the value. */
  readonly value: string;
  readonly at: UnixSeconds;
}
