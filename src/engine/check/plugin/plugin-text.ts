const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

/**
 * Decodes plugin output. Output that is not UTF-8 is read as Windows-1252, as in Centreon Engine: old plugins on
 * Windows hosts write it. `isCut` means that bytes are missing at the end, possibly within a character.
 */
export function decodePluginBytes(bytes: Uint8Array, isCut: boolean): string {
  const whole = isCut ? bytes.subarray(0, lengthWithoutPartialCharacter(bytes)) : bytes;
  try {
    return utf8.decode(whole);
  } catch {
    return windows1252.decode(whole);
  }
}

function lengthWithoutPartialCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (needed > 0) return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
