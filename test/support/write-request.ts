export interface DecodedSeries {
  /** Names and values, in the order of the request. */
  readonly labels: readonly (readonly [string, string])[];
  /** Unix milliseconds and values. */
  readonly points: readonly (readonly [number, number])[];
}

/** Reads a WriteRequest of remote write, without its compression. */
export const decodedRequest = (request: Buffer): readonly DecodedSeries[] =>
  fieldsOf(request).map(({ bytes }) => decodedSeries(bytes));

/** Takes what `snappyLiteral` wrote: Snappy's block format, literals with two bytes of length only. */
export function uncompressedLiterals(bytes: Buffer): Buffer {
  let at = 0;
  while (bytes[at]! >= 128) at++;
  at++;
  const pieces: Buffer[] = [];
  while (at < bytes.length) {
    if (bytes[at] !== 61 << 2) throw new Error(`no literal at ${at}`);
    const length = bytes.readUInt16LE(at + 1) + 1;
    pieces.push(bytes.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  return Buffer.concat(pieces);
}

interface Field {
  readonly number: number;
  readonly varint: bigint;
  readonly bytes: Buffer;
}

function decodedSeries(bytes: Buffer): DecodedSeries {
  const fields = fieldsOf(bytes);
  const parts = (number: number): Field[][] =>
    fields.filter((field) => field.number === number).map((field) => fieldsOf(field.bytes));
  return {
    labels: parts(1).map(([name, value]) => [name!.bytes.toString(), value!.bytes.toString()] as const),
    points: parts(2).map(
      ([value, time]) => [Number(BigInt.asIntN(64, time!.varint)), value!.bytes.readDoubleLE()] as const,
    ),
  };
}

function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = Number(varint());
    const wireType = tag & 7;
    const value = wireType === 1 ? 8n : varint();
    const length = wireType === 0 ? 0 : Number(value);
    fields.push({ number: tag >> 3, varint: value, bytes: message.subarray(at, at + length) });
    at += length;
  }
  return fields;
}
