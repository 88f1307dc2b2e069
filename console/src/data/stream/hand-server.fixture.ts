/** One request for the stream that the console made. */
export interface HandStream {
  readonly lastEventId: string | null;
  readonly send: (event: string, data: unknown, id?: number) => void;
  readonly sendText: (text: string) => void;
  readonly cut: () => void;
  isOpen: boolean;
}

export interface HandServer {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly streams: HandStream[];
  /** Bodies of the side channel, with the stream that they are for. */
  readonly told: (readonly [path: string, body: unknown])[];
  /** Answers the next requests for the stream with this instead. */
  refuse: (() => Response | Error) | undefined;
  /** Answers the side channel with this instead of 204. */
  answerToWishes: ((body: unknown) => Response | Error) | undefined;
}

/** A server of which the test says each answer. */
export function createHandServer(): HandServer {
  const server: HandServer = {
    streams: [],
    told: [],
    refuse: undefined,
    answerToWishes: undefined,
    async fetch(path, init) {
      if (init.method === "PUT") {
        const body: unknown = JSON.parse(init.body as string);
        server.told.push([path, body]);
        const answer = server.answerToWishes?.(body) ?? new Response(null, { status: 204 });
        if (answer instanceof Error) throw answer;
        return answer;
      }
      const refused = server.refuse?.();
      if (refused instanceof Error) throw refused;
      if (refused !== undefined) return refused;
      return openStream(server, init);
    },
  };
  return server;
}

function openStream(server: HandServer, init: RequestInit): Response {
  const encoder = new TextEncoder();
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (one) => void (controller = one) });
  const stream: HandStream = {
    lastEventId: new Headers(init.headers).get("last-event-id"),
    isOpen: true,
    send(event, data, id) {
      const line = id === undefined ? "" : `id: ${id}\n`;
      stream.sendText(`event: ${event}\n${line}data: ${JSON.stringify(data)}\n\n`);
    },
    sendText: (text) => controller.enqueue(encoder.encode(text)),
    cut() {
      stream.isOpen = false;
      controller.error(new Error("cut"));
    },
  };
  init.signal?.addEventListener("abort", () => {
    if (stream.isOpen) controller.error(new DOMException("aborted", "AbortError"));
    stream.isOpen = false;
  });
  server.streams.push(stream);
  return new Response(body, { status: 200 });
}

export const HELLO = {
  stream: "st-1",
  epoch: "e-1",
  head: 100,
  resumed: false,
  now: "2026-11-29T02:00:00Z",
  beat_seconds: 15,
};
