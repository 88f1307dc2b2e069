import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startHelper, type Helper } from "./helper-process.ts";
import type { Place } from "./network.ts";

/** What the receiver wrote down. `order`: of connections and marks among each other. */
export type Note =
  | { readonly kind: "mark"; readonly order: number; readonly term: number }
  | {
      readonly kind: "message";
      readonly order: number;
      readonly at: number;
      readonly key: string;
      /** Server that sent it: one run of a member. */
      readonly from: string;
      readonly type: string;
      /** By its body, and by its header. */
      readonly isInDoubt: boolean;
      readonly isMarked: boolean;
      readonly answer: "taken" | "silence" | "closed" | "refused";
    };

/** Always: it answers nothing. */
export type Misbehaviour = "always" | "now-and-then" | "never";

export interface Receiver extends Helper {
  readonly url: string;
  notes(): readonly Note[];
  /** Notes that from now on nothing of earlier terms may be tried. Rejects if the receiver cannot be reached. */
  mark(term: number): Promise<void>;
  /** At first it does now and then. */
  misbehave(when: Misbehaviour): Promise<void>;
}

export interface ReceiverOptions {
  readonly place: Place;
  readonly port: number;
  readonly folder: string;
  readonly seed: number;
}

export async function startReceiver({ place, port, folder, seed }: ReceiverOptions): Promise<Receiver> {
  const file = join(folder, "received");
  const helper = await startHelper("receiver-process.ts", place, [place.address, port, file, seed]);
  const url = `http://${place.address}:${port}`;
  const tell = async (path: string, body: string): Promise<void> => {
    await fetch(`${url}${path}`, { method: "POST", body, signal: AbortSignal.timeout(2_000) });
  };
  return {
    ...helper,
    url,
    notes: () =>
      readFileSync(file, { encoding: "utf8", flag: "a+" })
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Note),
    mark: (term) => tell("/mark", String(term)),
    misbehave: (when) => tell("/misbehave", when),
  };
}
