import { groupWarnings } from "../../config/objects/group-warnings.ts";
import { groupText } from "../../config/objects/summary.ts";
import type { Log } from "../../lib/log.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";

/** Logs the warnings about an accepted configuration, one line for each kind. */
export function logWarnings(log: Log, warnings: readonly ConfigWarning[]): void {
  for (const group of groupWarnings(warnings))
    log.warn({ area: "config", ...group.first, count: group.count }, groupText(group));
}
