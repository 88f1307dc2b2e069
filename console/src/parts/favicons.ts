import critical from "../style/icons/critical.svg";
import down from "../style/icons/down.svg";
import stale from "../style/icons/stale.svg";
import unknown from "../style/icons/unknown.svg";
import unreachable from "../style/icons/unreachable.svg";
import usual from "../style/icons/vigie.svg";
import warning from "../style/icons/warning.svg";
import type { State } from "../data/wire.ts";

/** Icons of the window by the worst unhandled state: the shapes of the states. */
export const FAVICONS: Readonly<Partial<Record<State, string>>> = {
  DOWN: down,
  CRITICAL: critical,
  UNREACHABLE: unreachable,
  UNKNOWN: unknown,
  WARNING: warning,
};
export const USUAL_FAVICON = usual;
export const STALE_FAVICON = stale;
