import type { AttackPart } from "./attack-part.ts";
import { configurations } from "./parts/configurations.ts";
import { hostileRequests } from "./parts/hostile-requests.ts";
import { kills } from "./parts/kills.ts";
import { largeLists } from "./parts/large-lists.ts";
import { memoryBombs } from "./parts/memory-bombs.ts";
import { seriesDamage } from "./parts/series-damage.ts";
import { seriesKills } from "./parts/series-kills.ts";
import { silentConnections } from "./parts/silent-connections.ts";

/** All parts, in the order in which they run. A new part is one file in `parts/` and one line here. */
export const ATTACK_PARTS: readonly AttackPart[] = [
  hostileRequests,
  silentConnections,
  memoryBombs,
  largeLists,
  configurations,
  kills,
  seriesKills,
  seriesDamage,
];
