/** Response, split into parts as check_http does. Texts are bytes as latin1, up to the first NUL. */
export interface HttpResponse {
  /** First line, without trailing white space. */
  readonly statusLine: string;
  /** Lines after the first, up to the empty line. */
  readonly header: string;
  /** Rest after the header, with chunks joined; '' with -N. */
  readonly body: string;
  /** Size of the whole response, including status line and header. */
  readonly bytes: number;
}

/** Parses a response. Never fails: a page without an end of header has no body. */
export function parseResponse(received: string, bytes: number, skipsBody: boolean): HttpResponse {
  const nul = received.indexOf("\0");
  const text = nul < 0 ? received : received.slice(0, nul);
  const lineEnd = text.indexOf("\n");
  const statusLine = (lineEnd < 0 ? text : text.slice(0, lineEnd)).trimEnd();
  const rest = lineEnd < 0 ? "" : text.slice(lineEnd + 1);
  const headerEnd = /^\r?\n|\r?\n\r?\n/.exec(rest);
  const header = headerEnd ? rest.slice(0, headerEnd.index) : rest;
  const body = headerEnd && !skipsBody ? rest.slice(headerEnd.index + headerEnd[0].length) : "";
  const isChunked = /chunked/i.test(headerValue(header, "Transfer-Encoding") ?? "");
  return { statusLine, header, body: isChunked ? joinChunks(body) : body, bytes };
}

export function hasWholeHeader(received: string): boolean {
  return /\n\r?\n/.test(received);
}

/** Value of a header by name, with folded lines joined; null if absent. */
export function headerValue(header: string, name: string): string | null {
  const match = new RegExp(`^${name}:((?:[^\\n]|\\n[ \\t])*)`, "im").exec(header.slice(0, maxSearchedHeaderLength));
  return match ? match[1]!.replace(/\s+/g, " ").trim() : null;
}

/** Stops at the first invalid chunk and keeps the body before it. */
function joinChunks(body: string): string {
  let joined = "";
  let at = 0;
  for (;;) {
    const size = /^([0-9a-f]+)[^\r\n]*\r?\n/i.exec(body.slice(at, at + maxChunkLineLength));
    const length = size ? Number.parseInt(size[1]!, 16) : 0;
    if (!size || length === 0) return joined;
    const start = at + size[0].length;
    joined += body.slice(start, start + length);
    at = start + length;
    if (body.startsWith("\r\n", at)) at += 2;
    else if (body[at] === "\n") at += 1;
  }
}

const maxChunkLineLength = 1024;
/** Length of the searched part. Servers allow 8 to 64 KiB. */
const maxSearchedHeaderLength = 65_536;
