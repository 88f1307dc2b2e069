/** Set of small numbers, a bit each: sets of a hundred thousand are combined in microseconds. */
export type Bits = Uint32Array;

export const createBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const hasBit = (bits: Bits, at: number): boolean => ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;

export function setBit(bits: Bits, at: number, isSet: boolean): void {
  const mask = 1 << (at & 31);
  if (isSet) bits[at >>> 5]! |= mask;
  else bits[at >>> 5]! &= ~mask;
}

/** Puts what is in a set and in any of others into `into`, which may be the set itself. */
export function putCommon(into: Bits, set: Bits, others: readonly Bits[]): void {
  const [first, ...rest] = others;
  if (first === undefined) {
    into.fill(0);
    return;
  }
  if (rest.length === 0) {
    for (let index = 0; index < set.length; index++) into[index] = set[index]! & first[index]!;
    return;
  }
  for (let index = 0; index < set.length; index++) {
    let word = first[index]!;
    for (const other of rest) word |= other[index]!;
    into[index] = set[index]! & word;
  }
}

/** Takes what is in any of others out of a set. */
export function removeAll(from: Bits, others: readonly Bits[]): void {
  for (const other of others) for (let index = 0; index < from.length; index++) from[index]! &= ~other[index]!;
}

/** Complement of a set of numbers below `size`. */
export function complementOf(bits: Bits, size: number): Bits {
  const rest = bits.map((word) => ~word);
  if ((size & 31) !== 0) rest[rest.length - 1]! &= (1 << (size & 31)) - 1;
  return rest;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const word of bits) count += ones(word);
  return count;
}

/** Number of those in both sets. */
export function countCommon(left: Bits, right: Bits): number {
  let count = 0;
  for (let word = 0; word < left.length; word++) count += ones(left[word]! & right[word]!);
  return count;
}

/**
 * Numbers that are in a set and in any of others, ascending: those after the first `skip`, at most `limit`. Returns how
 * many were passed over as well, to go on in other sets. Only reads as far as it needs.
 */
export function pageOfCommon(
  set: Bits,
  others: readonly Bits[],
  skip: number,
  limit: number,
): { readonly found: readonly number[]; readonly passed: number } {
  const found: number[] = [];
  let passed = 0;
  for (let index = 0; index < set.length && found.length < limit; index++) {
    let word = 0;
    for (const other of others) word |= other[index]!;
    word &= set[index]!;
    if (word === 0) continue;
    const count = ones(word);
    if (passed + count <= skip) {
      passed += count;
      continue;
    }
    while (word !== 0 && found.length < limit) {
      const bit = 31 - Math.clz32(word & -word);
      if (passed >= skip) found.push((index << 5) + bit);
      else passed++;
      word &= word - 1;
    }
  }
  return { found, passed };
}

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
