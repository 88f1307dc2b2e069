/** What is known of the person before the list. Times in milliseconds. */
export interface Presence {
  readonly isAtTop: boolean;
  readonly selected: number;
  readonly hasOpenMenu: boolean;
  readonly isPointerInside: boolean;
  readonly isFocusInside: boolean;
  readonly lastInputAt: number;
  /** A wall screen has nobody before it. */
  readonly isWall: boolean;
}

/** Nobody typed, clicked or scrolled for this long. */
export const QUIET_MS = 10_000;

/** Whether somebody may be working with the list, so that its order must not change by itself. */
export function isAtWork(presence: Presence, now: number): boolean {
  if (presence.isWall) return false;
  return (
    !presence.isAtTop ||
    presence.selected > 0 ||
    presence.hasOpenMenu ||
    presence.isPointerInside ||
    presence.isFocusInside ||
    now - presence.lastInputAt < QUIET_MS
  );
}
