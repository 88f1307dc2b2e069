import { oneOf, said, text, type RawSearch } from "../search.ts";
import { RESOURCE_TABS, type ResourceTab } from "./tabs.ts";

export interface ResourceSearch {
  readonly tab?: ResourceTab;
  /** Window of time of the timeline and the graphs (time-window.ts). */
  readonly range?: string;
}

/** What stands in the address of the page of a host or a service. */
export const resourceSearch = (raw: RawSearch): ResourceSearch =>
  said({ tab: oneOf(RESOURCE_TABS, raw["tab"]), range: text(raw["range"]) });
