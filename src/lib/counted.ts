/** `1 host`, `2 hosts`; `many` for other plurals. */
export const counted = (count: number, what: string, many = `${what}s`): string =>
  `${count} ${count === 1 ? what : many}`;
