import { readFormBody } from "../form-body.ts";
import { readJsonBody } from "../json-body.ts";

/**
 * Reads a body by its first characters, since clients name its type or do not: JSON, or a form in either of its
 * encodings, as `URLSearchParams`; undefined if it is empty.
 */
export function readFormOrJson(body: Buffer, malformed?: string): object | undefined {
  const start = body.subarray(0, LOOKED_AT).toString("latin1").trimStart();
  if (start === "" || start.startsWith("{") || start.startsWith("[")) return readJsonBody(body, malformed);
  return start.startsWith("--") ? fieldsOf(body) : readFormBody(body);
}

const LOOKED_AT = 64;

/** Text fields of `multipart/form-data`; the first line has the boundary. */
function fieldsOf(body: Buffer): URLSearchParams {
  const text = body.toString();
  const boundary = text.slice(0, text.indexOf("\r\n"));
  const fields = new URLSearchParams();
  for (const part of text.split(new RegExp(`(?:^|\r\n)${RegExp.escape(boundary)}`))) {
    const end = part.indexOf("\r\n\r\n");
    const name = /;\s*name="?([^";\r\n]+)/i.exec(part.slice(0, end))?.[1];
    if (end !== -1 && name !== undefined) fields.append(name, part.slice(end + "\r\n\r\n".length));
  }
  return fields;
}
