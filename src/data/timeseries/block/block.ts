import { crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { ByteReader, DamagedBytes } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readColumn, writeColumn } from "./column.ts";

/** Results of one resource, column by column. */
export interface Block {
  /** Unix seconds, rising. */
  readonly times: Uint32Array;
  /** State of the resource at each time. */
  readonly states: Uint8Array;
  /** In order of their numbers. */
  readonly columns: readonly Column[];
}

export interface Column {
  /** Number of the metric within its resource. */
  readonly number: number;
  /** One for each time; NaN: no value. */
  readonly values: Float64Array;
}

/** Most results in a block: one a second for a day. */
export const MAX_RESULTS = 86_400;
/** Most bytes of a block before compression: results, times 1,024 columns, are far below in practice. */
const MAX_BYTES = 64 * 1024 * 1024;

const VERSION = 1;
const PLAIN = 0;
const COMPRESSED = 1;
const CRC_BYTES = 4;

/**
 * Encodes a block: version, form, then the content, compressed if that is smaller, then its CRC-32. Compression costs
 * more than the rest, so it is left to blocks that stay.
 */
export function encodeBlock(block: Block, isToCompress: boolean): Uint8Array {
  content.clear();
  writeContent(content, block);
  const plain = content.take();
  const packed = isToCompress ? zstdCompressSync(plain) : plain;
  const isSmaller = packed.length < plain.length;
  const body = isSmaller ? packed : plain;
  const bytes = new Uint8Array(2 + body.length + CRC_BYTES);
  bytes[0] = VERSION;
  bytes[1] = isSmaller ? COMPRESSED : PLAIN;
  bytes.set(body, 2);
  const end = 2 + body.length;
  new DataView(bytes.buffer).setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** Decodes a block of `encodeBlock`. Throws `DamagedBytes` for anything else. */
export function decodeBlock(bytes: Uint8Array): Block {
  const end = bytes.length - CRC_BYTES;
  if (end < 2) throw new DamagedBytes("the bytes end early");
  const crc = new DataView(bytes.buffer, bytes.byteOffset + end, CRC_BYTES).getUint32(0, true);
  const checked = bytes.subarray(0, end);
  if (crc32(checked) !== crc) throw new DamagedBytes("the checksum does not fit");
  if (checked[0] !== VERSION) throw new DamagedBytes(`a block of the unknown version ${checked[0]}`);
  return readContent(new ByteReader(contentOf(checked)));
}

/** Used again for each block: encoding is synchronous. */
const content = new ByteWriter();

function contentOf(bytes: Uint8Array): Uint8Array {
  const body = bytes.subarray(2);
  if (bytes[1] === PLAIN) return body;
  if (bytes[1] !== COMPRESSED) throw new DamagedBytes(`a block of the unknown form ${bytes[1]}`);
  try {
    return zstdDecompressSync(body, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new DamagedBytes("the content cannot be decompressed", { cause: error });
  }
}

function writeContent(writer: ByteWriter, { times, states, columns }: Block): void {
  writer.varint(times.length);
  writer.varint(columns.length);
  let number = 0;
  for (const column of columns) {
    writer.varint(column.number - number);
    number = column.number;
  }
  writeTimes(writer, times);
  writeStates(writer, states);
  for (const { values } of columns) writeColumn(writer, values);
}

function readContent(reader: ByteReader): Block {
  const count = reader.varint();
  const columnCount = reader.varint();
  if (count > MAX_RESULTS) throw new DamagedBytes(`a block of ${count} results`);
  if (count * columnCount * 8 > MAX_BYTES * 8) throw new DamagedBytes(`a block of ${columnCount} columns`);
  const numbers: number[] = [];
  for (let number = 0; numbers.length < columnCount;) numbers.push((number += reader.varint()));
  const times = readTimes(reader, count);
  const states = readStates(reader, count);
  const columns = numbers.map((number) => ({ number, values: readColumn(reader, count) }));
  if (!reader.isAtEnd) throw new DamagedBytes("bytes after the end");
  return { times, states, columns };
}

/** The first time, then differences of differences: checks come in even intervals. */
function writeTimes(writer: ByteWriter, times: Uint32Array): void {
  let previous = 0;
  let step = 0;
  for (const time of times) {
    writer.signedVarint(time - previous - step);
    step = previous === 0 ? 0 : time - previous;
    previous = time;
  }
}

function readTimes(reader: ByteReader, count: number): Uint32Array {
  const times = new Uint32Array(count);
  let previous = 0;
  let step = 0;
  for (let index = 0; index < count; index++) {
    const time = previous + step + reader.signedVarint();
    step = previous === 0 ? 0 : time - previous;
    previous = time;
    times[index] = time;
  }
  return times;
}

/** Runs of equal states: how many, which. */
function writeStates(writer: ByteWriter, states: Uint8Array): void {
  for (let from = 0, to = 0; from < states.length; from = to) {
    while (to < states.length && states[to] === states[from]) to++;
    writer.varint(to - from);
    writer.byte(states[from]!);
  }
}

function readStates(reader: ByteReader, count: number): Uint8Array {
  const states = new Uint8Array(count);
  for (let from = 0; from < count;) {
    const to = from + reader.varint();
    if (to === from || to > count) throw new DamagedBytes("a run of states has a wrong length");
    states.fill(reader.byte(), from, to);
    from = to;
  }
  return states;
}
