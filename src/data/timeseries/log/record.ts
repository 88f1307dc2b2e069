import { crc32 } from "node:zlib";

/**
 * One result in the log of points: u32 slot, u32 Unix second, u8 state, u16 number of values, then for each value u16
 * number of the metric and f64 value, NaN for none; little-endian.
 */
export interface LoggedResult {
  readonly slot: number;
  readonly at: number;
  readonly state: number;
  readonly numbers: readonly number[];
  readonly values: readonly number[];
}

/** A segment begins with `VMLG`, u16 version, u16 0, u64 Unix second of its beginning. */
export const HEADER_BYTES = 16;
/** A record begins with u32 length and u32 CRC-32 of what follows: results. */
const RECORD_HEAD_BYTES = 8;
const MAGIC = "VMLG";
const VERSION = 1;
const RESULT_BYTES = 11;
const VALUE_BYTES = 10;

export function segmentHeader(startedAt: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC);
  header.writeUInt16LE(VERSION, 4);
  header.writeBigUInt64LE(BigInt(Math.floor(startedAt)), 8);
  return header;
}

export const isSegmentHeader = (bytes: Buffer): boolean =>
  bytes.length >= HEADER_BYTES && bytes.toString("latin1", 0, 4) === MAGIC && bytes.readUInt16LE(4) === VERSION;

/** Writes one record with all these results. */
export function recordOf(results: readonly LoggedResult[]): Uint8Array {
  const length = results.reduce((sum, { numbers }) => sum + RESULT_BYTES + VALUE_BYTES * numbers.length, 0);
  const record = Buffer.allocUnsafe(RECORD_HEAD_BYTES + length);
  let at = RECORD_HEAD_BYTES;
  for (const { slot, at: time, state, numbers, values } of results) {
    record.writeUInt32LE(slot, at);
    record.writeUInt32LE(time, at + 4);
    record.writeUInt8(state, at + 8);
    record.writeUInt16LE(numbers.length, at + 9);
    at += RESULT_BYTES;
    for (let index = 0; index < numbers.length; index++) {
      record.writeUInt16LE(numbers[index]!, at);
      record.writeDoubleLE(values[index]!, at + 2);
      at += VALUE_BYTES;
    }
  }
  record.writeUInt32LE(length, 0);
  record.writeUInt32LE(crc32(record.subarray(RECORD_HEAD_BYTES)), 4);
  return record;
}

/** Bytes of the record at `offset`, as its head says; null: its head is not there. */
export const recordLength = (bytes: Buffer, offset: number): number | null =>
  offset + RECORD_HEAD_BYTES > bytes.length ? null : RECORD_HEAD_BYTES + bytes.readUInt32LE(offset);

/** Unix second of the beginning of a segment. */
export const startOfHeader = (bytes: Buffer): number => Number(bytes.readBigUInt64LE(8));

/**
 * Reads the record at `offset`. Null: there is none, or it is damaged. Returns the offset after it.
 */
export function readRecord(
  bytes: Buffer,
  offset: number,
): { readonly results: readonly LoggedResult[]; readonly end: number } | null {
  const from = offset + RECORD_HEAD_BYTES;
  if (from > bytes.length) return null;
  const end = from + bytes.readUInt32LE(offset);
  if (end === from || end > bytes.length) return null;
  if (crc32(bytes.subarray(from, end)) !== bytes.readUInt32LE(offset + 4)) return null;
  // Reads numbers several times as fast as the methods of a buffer.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const results: LoggedResult[] = [];
  for (let at = from; at < end;) {
    if (at + RESULT_BYTES > end) return null;
    const count = view.getUint16(at + 9, true);
    const valuesFrom = at + RESULT_BYTES;
    if (valuesFrom + VALUE_BYTES * count > end) return null;
    const numbers: number[] = [];
    const values: number[] = [];
    for (let index = 0; index < count; index++) {
      numbers.push(view.getUint16(valuesFrom + VALUE_BYTES * index, true));
      values.push(view.getFloat64(valuesFrom + VALUE_BYTES * index + 2, true));
    }
    results.push({
      slot: view.getUint32(at, true),
      at: view.getUint32(at + 4, true),
      state: view.getUint8(at + 8),
      numbers,
      values,
    });
    at = valuesFrom + VALUE_BYTES * count;
  }
  return { results, end };
}
