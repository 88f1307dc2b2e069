import { varintLength, writeVarint } from "./protobuf.ts";

// Two bytes hold the length of a piece of 64 KiB.
const PIECE_BYTES = 65_536;
const TAG_TWO_BYTE_LENGTH = 61 << 2;

/**
 * Snappy's block format without compression: the length, then literals. Receivers of remote write accept nothing but
 * Snappy; looking for repetitions costs more time than it saves on a local network.
 */
export function snappyLiteral(bytes: Uint8Array): Buffer {
  const pieces = Math.ceil(bytes.length / PIECE_BYTES);
  const result = Buffer.allocUnsafe(varintLength(bytes.length) + pieces * 3 + bytes.length);
  let at = writeVarint(result, 0, bytes.length);
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    result[at++] = TAG_TWO_BYTE_LENGTH;
    at = result.writeUInt16LE(piece.length - 1, at);
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
