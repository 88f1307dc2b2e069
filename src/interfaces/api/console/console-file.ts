import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { extname, join } from "node:path";
import type { FastifyRequest } from "fastify";

export interface ConsoleFile {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Readable;
}

/** What the build makes (scripts of package.json), in a checkout and in the package. */
const BUILT = fileURLToPath(new URL("../../../../console/dist/", import.meta.url));
const NAME_FORM = /^[\w-][\w.-]*$/;
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** Of the compressed files beside each file, the smaller first. */
const ENCODINGS = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** A built file as the answer to a request, compressed if the client takes it so; null if there is no such file. */
export async function readConsoleFile(request: FastifyRequest, name: string): Promise<ConsoleFile | null> {
  const type = TYPES[extname(name)];
  if (type === undefined || !name.split("/").every((part) => NAME_FORM.test(part))) return null;
  if (!existsSync(join(BUILT, name))) return null;

  const accepted = acceptedEncodings(request.headers["accept-encoding"]);
  const encoding = ENCODINGS.find((one) => accepted.has(one.name) && existsSync(join(BUILT, `${name}${one.suffix}`)));
  // Loaded with the first page: it would make the start 60 ms longer.
  const { send } = await import("@fastify/send");
  const { statusCode, headers, stream } = await send(request.raw, `/${name}${encoding?.suffix ?? ""}`, {
    root: BUILT,
    acceptRanges: false,
    cacheControl: false,
    contentType: false,
  });
  return {
    status: statusCode,
    headers: { ...headers, "content-type": type, ...(encoding !== undefined && { "content-encoding": encoding.name }) },
    content: stream,
  };
}

/** Names in `Accept-Encoding` that are not refused by `q=0`. */
function acceptedEncodings(header: string | string[] | undefined): ReadonlySet<string> {
  const items = String(header ?? "").split(",");
  return new Set(
    items
      .filter((item) => !/;\s*q=0(?:\.0*)?\s*$/.test(item))
      .map((item) => item.split(";", 1)[0]!.trim().toLowerCase()),
  );
}
