import type { Density } from "../../data/preferences.ts";

const HEIGHTS: Readonly<Record<Density, number>> = { dense: 28, normal: 32, roomy: 40 };
/** Two lines, and a target for a thumb. */
const PHONE_HEIGHT = 64;

/** Pixels of a row, the same as in the style sheet: rows are placed by it. */
export const rowHeightOf = (density: Density, isPhone: boolean): number => (isPhone ? PHONE_HEIGHT : HEIGHTS[density]);
