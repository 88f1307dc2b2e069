import { keepText, keptText } from "../../data/kept-text.ts";

const KEPT = "vigie-panel-width";
const DEFAULT_WIDTH = 520;
export const LEAST_WIDTH = 340;
/** So much is left for what is beside it. */
const BESIDE = 420;

export const mostWidth = (windowWidth: number): number => Math.max(LEAST_WIDTH, windowWidth - BESIDE);

export const clampedWidth = (width: number, windowWidth: number): number =>
  Math.round(Math.min(mostWidth(windowWidth), Math.max(LEAST_WIDTH, width)));

/** Width of the last time, of this browser: another screen has another one. */
export function keptWidth(): number {
  const kept = Number(keptText(KEPT) ?? NaN);
  return clampedWidth(Number.isFinite(kept) && kept > 0 ? kept : DEFAULT_WIDTH, window.innerWidth);
}

export const keepWidth = (width: number): void => keepText(KEPT, String(width));
