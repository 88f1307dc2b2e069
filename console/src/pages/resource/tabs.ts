export const RESOURCE_TABS = ["details", "why", "timeline", "graph"] as const;
export type ResourceTab = (typeof RESOURCE_TABS)[number];

/** Tab of an address. */
export const tabOf = (text: string | undefined): ResourceTab => RESOURCE_TABS.find((tab) => tab === text) ?? "details";
