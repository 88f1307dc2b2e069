/** Number of things in words: `1 host`, `2 hosts`. `many`: a plural without a plain s at its end. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
