import { BadFrame } from "../protocol/read-frame.ts";
import type { FrameFromCentre, StateRow } from "../protocol/frames.ts";

/** A configuration as the centre sent it: deflated JSON. */
export interface ReceivedConfiguration {
  readonly id: string;
  readonly generation: number;
  readonly data: Buffer;
  /** Of the resources in it that are new to this poller. */
  readonly states: readonly StateRow[];
}

type Piece = Extract<FrameFromCentre, { type: "configuration" }>;

/** Bytes of all pieces. */
const MAX_BYTES = 256 * 2 ** 20;

/** The pieces of a configuration, until all have come. They come in order; another configuration takes their place. */
export class ReceivedPieces {
  #id = "";
  #parts: Buffer[] = [];
  #bytes = 0;
  #states: { readonly id: string; readonly rows: StateRow[] } = { id: "", rows: [] };

  /** States of a configuration, which come before its pieces. */
  addStates(id: string, states: readonly StateRow[]): void {
    if (this.#states.id !== id) this.#states = { id, rows: [] };
    this.#states.rows.push(...states);
  }

  /** The configuration, if this was its last piece. Throws `BadFrame`. */
  add({ id, generation, piece, of, data }: Piece): ReceivedConfiguration | null {
    if (piece === 0) [this.#id, this.#parts, this.#bytes] = [id, [], 0];
    if (id !== this.#id || piece !== this.#parts.length || piece >= of)
      throw new BadFrame(`Piece ${piece} of configuration ${id} is out of order.`);
    const part = Buffer.from(data, "base64");
    this.#bytes += part.length;
    if (this.#bytes > MAX_BYTES) throw new BadFrame(`A configuration has at most ${MAX_BYTES} bytes.`);
    this.#parts.push(part);
    if (this.#parts.length < of) return null;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    const states = this.#states.id === id ? this.#states.rows : [];
    this.#states = { id: "", rows: [] };
    return { id, generation, data: whole, states };
  }
}
