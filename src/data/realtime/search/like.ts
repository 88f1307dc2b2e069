import { BORDER } from "./text-column.ts";

/**
 * SQL LIKE on folded text: `%` any run, `_` one character, `\` escapes the next character (contract §4.3). Worst-case
 * time is text × pattern: each piece between two `%` is matched at its first position, without backtracking.
 */
export function compileLike(foldedPattern: string): (foldedText: string) => boolean {
  const pieces = piecesOf(foldedPattern);
  const [first, ...rest] = pieces as [Piece, ...Piece[]];
  if (rest.length === 0) return (text) => endOf(first, text, 0) === text.length;
  const last = rest.pop() as Piece;
  const inner = rest.filter((piece) => piece.length > 0);
  if (typeof first === "string" && typeof last === "string" && inner.length === 0) return startAndEnd(first, last);
  const [only] = inner;
  if (first === "" && last === "" && inner.length === 1 && typeof only === "string")
    return (text) => text.includes(only);
  return (text) => matches(text, first, inner, last);
}

/**
 * Longest text without wildcards that every match contains, with a BORDER (text-column.ts) before it if matches begin
 * with it and after it if they end with it; empty if there is none.
 */
export function pieceOfLike(foldedPattern: string): string {
  const pieces = piecesOf(foldedPattern);
  const plain = pieces.map((piece, index) =>
    typeof piece !== "string" || piece === ""
      ? ""
      : (index === 0 ? BORDER : "") + piece + (index === pieces.length - 1 ? BORDER : ""),
  );
  return plain.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}

/** Part between two `%`: plain text, or characters, where null matches any one. */
type Piece = string | readonly (string | null)[];

function startAndEnd(start: string, end: string): (text: string) => boolean {
  if (end === "") return (text) => text.startsWith(start);
  if (start === "") return (text) => text.endsWith(end);
  return (text) => text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function matches(text: string, first: Piece, inner: readonly Piece[], last: Piece): boolean {
  let from = endOf(first, text, 0);
  for (const piece of inner) {
    if (from < 0) return false;
    from = endOfFirst(piece, text, from);
  }
  return from >= 0 && endsWith(last, text, from);
}

function endOfFirst(piece: Piece, text: string, from: number): number {
  if (typeof piece === "string") {
    const at = text.indexOf(piece, from);
    return at < 0 ? -1 : at + piece.length;
  }
  for (let at = from; at < text.length; at = afterCharacter(text, at)) {
    const end = endOf(piece, text, at);
    if (end >= 0) return end;
  }
  return -1;
}

function endsWith(piece: Piece, text: string, from: number): boolean {
  if (typeof piece === "string") return text.length - piece.length >= from && text.endsWith(piece);
  // Characters have one or two code units, so the length does not determine the start of the piece.
  for (let at = Math.max(from, text.length - 2 * piece.length); at < text.length; at++) {
    if (!isInsideCharacter(text, at) && endOf(piece, text, at) === text.length) return true;
  }
  return false;
}

/** End of the piece if it matches at this position; otherwise -1. */
function endOf(piece: Piece, text: string, from: number): number {
  if (typeof piece === "string") return text.startsWith(piece, from) ? from + piece.length : -1;
  let at = from;
  for (const character of piece) {
    if (at >= text.length) return -1;
    if (character !== null && !text.startsWith(character, at)) return -1;
    at = afterCharacter(text, at);
  }
  return at;
}

function isInsideCharacter(text: string, at: number): boolean {
  return at > 0 && text.codePointAt(at - 1)! > 0xffff;
}

function afterCharacter(text: string, at: number): number {
  return at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
}

function piecesOf(pattern: string): Piece[] {
  const pieces: (string | null)[][] = [[]];
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    if (character === "%") pieces.push([]);
    else if (character === "_") pieces.at(-1)!.push(null);
    else pieces.at(-1)!.push(character === "\\" ? (characters[++index] ?? character) : character);
  }
  return pieces.map((piece) => (piece.includes(null) ? piece : piece.join("")));
}
