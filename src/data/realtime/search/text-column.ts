/**
 * Many texts in one string: where a piece of text stands among thousands is found in one pass over memory, without a look at each.
 */
export interface TextColumn {
  /** The indexes of the texts that hold the piece, ascending; perhaps of others too. */
  holding(piece: string): number[];
}

/** Stands before and behind each text in the column. */
export const BORDER = "\n";

/** `null` is kept as an empty text. */
export function createTextColumn(texts: readonly (string | null)[]): TextColumn {
  // Every text begins behind a border and ends before one, so a text that holds the piece holds it here; a border inside a text
  // or a piece makes more seem to hold it, none less.
  const column = BORDER + texts.map((text) => (text ?? "") + BORDER).join("");
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [index, text] of texts.entries()) ends[index] = end += 1 + (text?.length ?? 0);
  return {
    holding(piece) {
      const found: number[] = [];
      let index = 0;
      // The border behind a text is the one before the next, where the search goes on.
      for (let at = column.indexOf(piece); at >= 0 && index < ends.length; at = column.indexOf(piece, ends[index++]!)) {
        while (at >= ends[index]!) index++;
        if (index < ends.length) found.push(index);
      }
      return found;
    },
  };
}
