/** Many texts in one string: texts that contain a piece are found in one pass over memory. */
export interface TextColumn {
  /** Indexes of the texts that contain the piece, ascending; may include others. */
  holding(piece: string): number[];
}

/** Separates the texts in the column; also before the first and after the last. */
export const BORDER = "\n";

/** `null` is kept as an empty text. */
export function createTextColumn(texts: readonly (string | null)[]): TextColumn {
  // Every text is enclosed by borders, so each text that contains the piece is found here; a border inside a text or a
  // piece causes additional hits, never missing ones.
  const column = BORDER + texts.map((text) => (text ?? "") + BORDER).join("");
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [index, text] of texts.entries()) ends[index] = end += 1 + (text?.length ?? 0);
  return {
    holding(piece) {
      const found: number[] = [];
      let index = 0;
      // The border after a text is also the one before the next, where the search continues.
      for (let at = column.indexOf(piece); at >= 0 && index < ends.length; at = column.indexOf(piece, ends[index++]!)) {
        while (at >= ends[index]!) index++;
        if (index < ends.length) found.push(index);
      }
      return found;
    },
  };
}
