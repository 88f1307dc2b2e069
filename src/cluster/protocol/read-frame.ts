import type { TSchema } from "typebox";
import { Compile } from "typebox/schema";
import { FROM_CENTRE, FROM_POLLER, LIMITS, type FrameFromCentre, type FrameFromPoller } from "./frames.ts";

/** A frame that is none: the connection is closed with this reason. */
export class BadFrame extends Error {}

/** Parses a text frame. Throws `BadFrame`, which names the member that is wrong. */
export const readFrameFromPoller = readerOf<FrameFromPoller>(FROM_POLLER.anyOf);
export const readFrameFromCentre = readerOf<FrameFromCentre>(FROM_CENTRE.anyOf);

function readerOf<Frame>(schemas: readonly (TSchema & { readonly properties: { readonly type: object } })[]) {
  const byType = new Map(
    schemas.map((schema) => [(schema.properties.type as { readonly const: string }).const, Compile(schema)]),
  );
  const read = (text: string): Frame => {
    if (Buffer.byteLength(text) > LIMITS.frameBytes)
      throw new BadFrame(`A frame has at most ${LIMITS.frameBytes} bytes.`);
    const value = parse(text);
    const type = typeOf(value);
    const schema = type === undefined ? undefined : byType.get(type);
    if (schema === undefined) throw new BadFrame(`There is no frame ${JSON.stringify(type?.slice(0, 40) ?? null)}.`);
    if (schema.Check(value)) return value as Frame;
    const [, [error]] = schema.Errors(value);
    throw new BadFrame(`Frame "${type}"${error?.instancePath ?? ""}: ${error?.message ?? "is malformed"}.`);
  };
  // Whatever a stranger says: an error here, as of a nesting that is too deep, is one of the frame.
  return (text: string): Frame => {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof BadFrame) throw error;
      throw new BadFrame("A frame cannot be read.", { cause: error });
    }
  };
}

function typeOf(value: unknown): string | undefined {
  const { type } = (value ?? {}) as { readonly type?: unknown };
  return typeof type === "string" ? type : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadFrame("A frame is JSON.");
  }
}
