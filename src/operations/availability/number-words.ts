/** Percent, cut off and not rounded: 99.9999 % is not 100 %. A dash if nothing counts. */
export function percent(share: number | null, decimals = 3): string {
  if (share === null) return "-";
  return `${(Math.floor(share * 10 ** (decimals + 2)) / 10 ** decimals).toFixed(decimals)} %`;
}

/** Length of a time: `2d 3h 10m`. */
export function durationWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return shown.length === 0 ? "0s" : shown.join(" ");
}
