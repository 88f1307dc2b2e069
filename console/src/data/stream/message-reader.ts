/** One message of a Server-Sent Events stream; `id` is undefined where the message has none. */
export interface StreamMessage {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/**
 * Reads a Server-Sent Events stream that arrives in pieces (HTML Standard, 9.2.6): each call returns the messages that
 * the piece completed. Messages without data are not events; comments and unknown fields are skipped.
 */
export function createMessageReader(): (piece: string) => readonly StreamMessage[] {
  let rest = "";
  let isFirst = true;
  let draft: Draft = { event: "", data: [], id: undefined };

  return (piece) => {
    let text = rest + piece;
    if (isFirst && text !== "") {
      isFirst = false;
      if (text.startsWith("\u{feff}")) text = text.slice(1);
    }
    const messages: StreamMessage[] = [];
    let start = 0;
    for (;;) {
      const end = lineEnd(text, start);
      if (end === undefined) break;
      const line = text.slice(start, end.at);
      start = end.next;
      if (line !== "") readField(draft, line);
      else {
        if (draft.data.length > 0)
          messages.push({ event: draft.event || "message", data: draft.data.join("\n"), id: draft.id });
        draft = { event: "", data: [], id: undefined };
      }
    }
    rest = text.slice(start);
    return messages;
  };
}

interface Draft {
  event: string;
  readonly data: string[];
  id: string | undefined;
}

/** A line ends with CR, LF or both; a CR at the end of a piece may be half of both, so it waits for the next piece. */
function lineEnd(text: string, from: number): { readonly at: number; readonly next: number } | undefined {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return { at, next: at + 1 };
    if (code !== CR) continue;
    if (at + 1 === text.length) return undefined;
    return { at, next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1 };
  }
  return undefined;
}

const LF = 10;
const CR = 13;

function readField(draft: Draft, line: string): void {
  const colon = line.indexOf(":");
  const field = colon === -1 ? line : line.slice(0, colon);
  const raw = colon === -1 ? "" : line.slice(colon + 1);
  const value = raw.startsWith(" ") ? raw.slice(1) : raw;
  if (field === "event") draft.event = value;
  else if (field === "data") draft.data.push(value);
  else if (field === "id") draft.id = value;
}
