/** The texts in order, as many together as have this length, or one that is longer. */
export function* inPieces(texts: readonly string[], length: number): Generator<string> {
  let piece = "";
  for (const text of texts) {
    if (piece !== "" && piece.length + text.length > length) {
      yield piece;
      piece = "";
    }
    piece += text;
  }
  if (piece !== "") yield piece;
}
