// Messages of Prometheus' remote write 1.0: WriteRequest { timeseries = 1 }, TimeSeries { labels = 1, samples = 2 },
// Label { name = 1, value = 2 }, Sample { value = 1 (double), timestamp = 2 (int64, Unix milliseconds) }.

/** Points of one series for a request. */
export interface WrittenSeries {
  /** Of `encodeLabels`, so that labels are encoded once for many requests. */
  readonly labels: Uint8Array;
  /** Whole Unix milliseconds, rising. */
  readonly timesMs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A WriteRequest, not compressed. */
export function encodeWriteRequest(series: readonly WrittenSeries[]): Buffer {
  const lengths = series.map(seriesLength);
  const total = lengths.reduce((sum, length) => sum + 1 + varintLength(length) + length, 0);
  const buffer = Buffer.allocUnsafe(total);
  let at = 0;
  for (const [index, each] of series.entries()) {
    buffer[at++] = FIELD_1_BYTES;
    at = writeVarint(buffer, at, lengths[index]!);
    at = writeSeries(buffer, at, each);
  }
  return buffer;
}

/**
 * The labels of a series, sorted by name as receivers demand; a label without a value does not exist and is left out.
 * The metric's name is the label `__name__`.
 */
export function encodeLabels(labels: Readonly<Record<string, string>>): Uint8Array {
  const pairs = Object.entries(labels)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const)
    .sort(([a], [b]) => Buffer.compare(a, b));
  const messages = pairs.map(([name, value]) => Buffer.concat([bytesField(1, name), bytesField(2, value)]));
  return Buffer.concat(messages.map((message) => bytesField(1, message)));
}

// A tag is the number of the field and its wire type: 0 varint, 1 eight bytes, 2 bytes with their length.
const FIELD_1_BYTES = (1 << 3) | 2;
const FIELD_2_BYTES = (2 << 3) | 2;
const FIELD_1_DOUBLE = (1 << 3) | 1;
const FIELD_2_VARINT = (2 << 3) | 0;

const seriesLength = ({ labels, timesMs }: WrittenSeries): number => {
  let length = labels.length;
  // The length of a sample fits one byte.
  for (let index = 0; index < timesMs.length; index++) length += 2 + sampleLength(timesMs[index]!);
  return length;
};

/** Length of a sample; one with the default value 0 may be written like any other. */
const sampleLength = (timeMs: number): number => 9 + 1 + int64Length(timeMs);

function writeSeries(buffer: Buffer, start: number, { labels, timesMs, values }: WrittenSeries): number {
  buffer.set(labels, start);
  let at = start + labels.length;
  for (let index = 0; index < timesMs.length; index++) {
    const timeMs = timesMs[index]!;
    buffer[at++] = FIELD_2_BYTES;
    buffer[at++] = sampleLength(timeMs);
    buffer[at++] = FIELD_1_DOUBLE;
    at = buffer.writeDoubleLE(values[index]!, at);
    buffer[at++] = FIELD_2_VARINT;
    at = writeInt64(buffer, at, timeMs);
  }
  return at;
}

function bytesField(field: 1 | 2, bytes: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(1 + varintLength(bytes.length));
  header[0] = field === 1 ? FIELD_1_BYTES : FIELD_2_BYTES;
  writeVarint(header, 1, bytes.length);
  return Buffer.concat([header, bytes]);
}

/** Length of a whole number as a varint, at least 0 and at most 2^53. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes a whole number from 0 to 2^53 in groups of seven bits, lowest first; returns the position after it. */
export function writeVarint(buffer: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest >= 128) {
    buffer[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  buffer[at++] = rest;
  return at;
}

// A negative int64 is its two's complement of 64 bits: ten groups of seven bits.
const int64Length = (value: number): number => (value < 0 ? 10 : varintLength(value));

function writeInt64(buffer: Uint8Array, start: number, value: number): number {
  if (value >= 0) return writeVarint(buffer, start, value);
  let rest = BigInt.asUintN(64, BigInt(value));
  for (let at = start; at < start + 9; at++) {
    buffer[at] = Number(rest & 127n) | 128;
    rest >>= 7n;
  }
  buffer[start + 9] = Number(rest);
  return start + 10;
}
