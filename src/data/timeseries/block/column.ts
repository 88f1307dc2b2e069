import { DamagedBytes, type ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { exactDecimals, MAX_DIGITS, ofInteger } from "./decimals.ts";

/** All values are equal: the double. */
const EQUAL = 0;
/** Decimals: digits after the point, then the first integer and the differences. */
const DIFFERENCES = 1;
/** Decimals: digits after the point, the smallest integer, then the distances from it. */
const DISTANCES = 2;
/** Doubles, the first bytes of all, then the second bytes of all, and so on: alike bytes side by side compress. */
const DOUBLES = 3;

const HAS_GAPS = 8;

/** Writes the values of one metric; NaN stands for no value. Whatever the values are, they come back bit for bit. */
export function writeColumn(writer: ByteWriter, values: Float64Array): void {
  const present = presentOf(values);
  const gaps = present.length < values.length ? HAS_GAPS : 0;
  const integers = new Float64Array(present.length);
  const write = formOf(present, integers);
  writer.byte(write.mode | gaps);
  if (gaps !== 0) writeGaps(writer, values);
  write.values(writer);
}

/** Reads `count` values of `writeColumn`. */
export function readColumn(reader: ByteReader, count: number): Float64Array {
  const head = reader.byte();
  const hasGaps = (head & HAS_GAPS) !== 0;
  const values = new Float64Array(count);
  const presentCount = hasGaps ? readGaps(reader, values) : count;
  const present = readValues(reader, head & ~HAS_GAPS, presentCount);
  if (!hasGaps) return present;
  let next = 0;
  for (let index = 0; index < count; index++) if (values[index] === 0) values[index] = present[next++]!;
  return values;
}

interface Form {
  readonly mode: number;
  readonly values: (writer: ByteWriter) => void;
}

function formOf(values: Float64Array, integers: Float64Array): Form {
  const first = values[0] ?? 0;
  if (areEqual(values, first)) return { mode: EQUAL, values: (writer) => writer.double(first) };
  const digits = exactDecimals(values, integers);
  if (digits === null) return { mode: DOUBLES, values: (writer) => writePlanes(writer, values) };
  const smallest = leastOf(integers);
  return areDifferencesSmaller(integers, smallest)
    ? {
        mode: DIFFERENCES,
        values(writer) {
          writer.byte(digits);
          let previous = 0;
          for (const integer of integers) {
            writer.signedVarint(integer - previous);
            previous = integer;
          }
        },
      }
    : {
        mode: DISTANCES,
        values(writer) {
          writer.byte(digits);
          writer.signedVarint(smallest);
          for (const integer of integers) writer.varint(integer - smallest);
        },
      };
}

// Loops: methods with a function for each value take several times as long, and a seal encodes every value of a day.

/** The values without gaps. */
function presentOf(values: Float64Array): Float64Array {
  for (let index = 0; index < values.length; index++)
    if (Number.isNaN(values[index])) return values.filter((value) => !Number.isNaN(value));
  return values;
}

function areEqual(values: Float64Array, first: number): boolean {
  for (let index = 1; index < values.length; index++) if (!Object.is(values[index], first)) return false;
  return true;
}

function leastOf(integers: Float64Array): number {
  let least = Infinity;
  for (let index = 0; index < integers.length; index++) if (integers[index]! < least) least = integers[index]!;
  return least;
}

function areDifferencesSmaller(integers: Float64Array, smallest: number): boolean {
  let differences = 0;
  let distances = 0;
  for (let index = 1; index < integers.length; index++) {
    differences += bytesOf(2 * Math.abs(integers[index]! - integers[index - 1]!));
    distances += bytesOf(integers[index]! - smallest);
  }
  return differences < distances;
}

const bytesOf = (value: number): number => Math.log2(value + 1);

function readValues(reader: ByteReader, mode: number, count: number): Float64Array {
  switch (mode) {
    case EQUAL:
      return new Float64Array(count).fill(reader.double());
    case DIFFERENCES: {
      const digits = digitsOf(reader);
      const values = new Float64Array(count);
      let integer = 0;
      for (let index = 0; index < count; index++) {
        integer += reader.signedVarint();
        values[index] = ofInteger(integer, digits);
      }
      return values;
    }
    case DISTANCES: {
      const digits = digitsOf(reader);
      const smallest = reader.signedVarint();
      const values = new Float64Array(count);
      for (let index = 0; index < count; index++) values[index] = ofInteger(smallest + reader.varint(), digits);
      return values;
    }
    case DOUBLES:
      return readPlanes(reader, count);
    default:
      throw new DamagedBytes(`a column of the unknown kind ${mode}`);
  }
}

function digitsOf(reader: ByteReader): number {
  const digits = reader.byte();
  if (digits > MAX_DIGITS) throw new DamagedBytes(`a column of ${digits} digits`);
  return digits;
}

function writePlanes(writer: ByteWriter, values: Float64Array): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const planes = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++)
    planes[(index % 8) * values.length + (index >>> 3)] = bytes[index]!;
  writer.bytes(planes);
}

function readPlanes(reader: ByteReader, count: number): Float64Array {
  const planes = reader.bytes(8 * count);
  const values = new Float64Array(count);
  const bytes = new Uint8Array(values.buffer);
  for (let index = 0; index < bytes.length; index++) bytes[index] = planes[(index % 8) * count + (index >>> 3)]!;
  return values;
}

/** A bit for each value, the lowest first; 1: no value. */
function writeGaps(writer: ByteWriter, values: Float64Array): void {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (let index = 0; index < values.length; index++)
    if (Number.isNaN(values[index])) bits[index >>> 3]! |= 1 << (index & 7);
  writer.bytes(bits);
}

/** Sets the gaps to NaN. Returns the number of the other values, which stay 0. */
function readGaps(reader: ByteReader, values: Float64Array): number {
  const bits = reader.bytes(Math.ceil(values.length / 8));
  let present = values.length;
  for (let index = 0; index < values.length; index++) {
    if (((bits[index >>> 3]! >>> (index & 7)) & 1) === 0) continue;
    values[index] = NaN;
    present--;
  }
  return present;
}
