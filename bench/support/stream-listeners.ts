// Process that listens to the live stream over many connections: beside the server, not in its way. Told by messages.
import { request, type ClientRequest } from "node:http";

/** Connections of one kind. */
export interface Wanted {
  readonly url: string;
  readonly tokens: readonly string[];
  /** Connections with each token. */
  readonly each: number;
  /** `?q=…`. */
  readonly query: string;
}

export type ToListeners = { readonly kind: "open"; readonly wanted: readonly Wanted[] } | { readonly kind: "close" };

export type FromListeners =
  | { readonly kind: "opened"; readonly refused: number }
  /** Changes since the last message: of one connection, when each arrived, and how many all were told. */
  | { readonly kind: "told"; readonly arrivals: readonly (readonly [number, number])[]; readonly changes: number }
  /** How many were cut off. */
  | { readonly kind: "closed"; readonly cutOff: number };

const REPORT_MS = 1_000;
const STATE_CHANGE = /"kind":"(?:hard-state|soft-state|recovery)"/;

let open: ClientRequest[] = [];
let cutOff = 0;
let isClosing = false;
let arrivals: (readonly [number, number])[] = [];
let changes = 0;

const tell = (message: FromListeners): void => {
  process.send!(message);
};

/** `isTimed`: notes when each change arrived; the number of a change is in the output of its row. */
function listen({ url, query }: Wanted, token: string, isTimed: boolean): Promise<boolean> {
  return new Promise((settled) => {
    const sent = request(`${url}/api/events${query}`, { agent: false, headers: { "X-AUTH-TOKEN": token } });
    open.push(sent);
    sent.once("error", () => settled(false));
    sent.once("response", (response) => {
      let rest = "";
      response.setEncoding("latin1");
      response.on("error", () => {});
      response.once("close", () => {
        if (!isClosing) cutOff++;
      });
      response.on("data", (text: string) => {
        for (let at = text.indexOf("\nevent: change"); at >= 0; at = text.indexOf("\nevent: change", at + 1)) changes++;
        if (!isTimed) return;
        const now = Date.now();
        const blocks = (rest + text).split("\n\n");
        rest = blocks.pop()!;
        for (const block of blocks) {
          // Other changes of the same service come with the output of the result before.
          if (!STATE_CHANGE.test(block)) continue;
          const number = /"output":"change (\d+)"/.exec(block)?.[1];
          if (number !== undefined) arrivals.push([Number(number), now]);
        }
      });
      settled(response.statusCode === 200);
    });
    sent.end();
  });
}

process.on("message", async (message: ToListeners) => {
  if (message.kind === "close") {
    isClosing = true;
    for (const sent of open) sent.destroy();
    open = [];
    tell({ kind: "closed", cutOff });
    return;
  }
  isClosing = false;
  cutOff = 0;
  let refused = 0;
  let isFirst = true;
  for (const wanted of message.wanted) {
    for (const token of wanted.tokens) {
      const answers = await Promise.all(
        Array.from({ length: wanted.each }, (_, place) =>
          listen(wanted, token, wanted.query === "" && isFirst && place === 0),
        ),
      );
      if (wanted.query === "") isFirst = false;
      refused += answers.filter((isGood) => !isGood).length;
    }
  }
  tell({ kind: "opened", refused });
});

setInterval(() => {
  if (changes > 0) tell({ kind: "told", arrivals, changes });
  arrivals = [];
  changes = 0;
}, REPORT_MS);
