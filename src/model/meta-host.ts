import type { Host } from "./objects.ts";

/** Technical host of the meta services, shown as `Meta` and always UP (contract §5). */
export const isMetaHost = ({ displayName }: Pick<Host, "displayName">): boolean =>
  displayName?.startsWith("_Module_Meta") ?? false;
