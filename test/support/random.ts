/** Random numbers determined by the seed. */
export interface Random {
  /** Integer, both ends included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  from<T>(choices: readonly T[]): T;
}

/** Generator mulberry32: 32 bits of state, enough for test data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    chance: (probability) => next() < probability,
    from: (choices) => choices[between(0, choices.length - 1)]!,
  };
}
