import { request, type ClientRequest, type IncomingMessage } from "node:http";

/** One event of the live stream. */
export interface ToldEvent {
  readonly event: string;
  /** Null: without. */
  readonly id: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Change with the members that tests look at. */
export interface ToldChange {
  readonly id: number | null;
  readonly kind: string;
  readonly key: string | null;
  readonly by: string | null;
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** A client of the live stream, over a socket of its own. */
export interface StreamClient {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Everything that was told so far. */
  readonly events: readonly ToldEvent[];
  /** What is not an event: the body of a refusal. */
  readonly rest: () => string;
  /** Id of the newest change, or the head that it began with. */
  readonly lastId: () => number;
  /** `stream` of hello. */
  readonly stream: () => string;
  changes(): readonly ToldChange[];
  ofKind(event: string): readonly ToldEvent[];
  /** Resolves with the first event, told or to come, that satisfies this; rejects after a minute, or at the end. */
  until(satisfies: (event: ToldEvent) => boolean): Promise<ToldEvent>;
  untilChange(satisfies: (change: ToldChange) => boolean): Promise<ToldChange>;
  /** Takes nothing more, as a client that hangs. */
  pause(): void;
  resume(): void;
  /** Cuts the connection. */
  close(): void;
  readonly ended: Promise<void>;
}

export interface StreamOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** `?q=…`. */
  readonly query?: string;
  /** Last-Event-ID. */
  readonly after?: number;
}

const PATIENCE_MS = 60_000;

/** Resolves once the first event has arrived, or the answer of a refusal. */
export async function openStreamClient(url: string, options: StreamOptions = {}): Promise<StreamClient> {
  const { headers = {}, query = "", after } = options;
  const sent: ClientRequest = request(`${url}/api/events${query}`, {
    agent: false,
    headers: { ...headers, ...(after === undefined ? {} : { "Last-Event-ID": String(after) }) },
  });
  const response = await new Promise<IncomingMessage>((found, failed) => {
    sent.once("response", found).once("error", failed).end();
  });
  const events: ToldEvent[] = [];
  const waiting = new Set<() => void>();
  let text = "";
  let hasEnded = false;
  const wake = (): void => {
    for (const look of waiting) look();
  };
  response.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    const parts = text.split("\n\n");
    text = parts.pop()!;
    events.push(...parts.map(readEvent));
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    response.once("close", () => {
      hasEnded = true;
      resolve();
      wake();
    });
  });
  response.on("error", () => {});

  const until = (satisfies: (event: ToldEvent) => boolean): Promise<ToldEvent> =>
    new Promise((found, failed) => {
      const end = (): void => {
        waiting.delete(look);
        clearTimeout(timer);
      };
      const fail = (why: string): void => {
        end();
        failed(new Error(`${why}; told so far: ${JSON.stringify(events.slice(-20))} ${text}`));
      };
      const timer = setTimeout(() => fail("not told in time"), PATIENCE_MS);
      const look = (): void => {
        const event = events.find(satisfies);
        if (event === undefined) return hasEnded ? fail("the stream has ended") : undefined;
        end();
        found(event);
      };
      waiting.add(look);
      look();
    });
  const client: StreamClient = {
    status: response.statusCode!,
    headers: response.headers,
    events,
    rest: () => text,
    lastId: () => events.findLast(({ id }) => id !== null)?.id ?? Number(events[0]!.data["head"]),
    stream: () => String(events[0]!.data["stream"]),
    changes: () => events.filter(({ event }) => event === "change").map(changeOf),
    ofKind: (event) => events.filter((told) => told.event === event),
    until,
    untilChange: async (satisfies) =>
      changeOf(await until((one) => one.event === "change" && satisfies(changeOf(one)))),
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => sent.destroy(),
    ended,
  };
  if (client.status === 200) await until(({ event }) => event === "hello");
  else await ended;
  return client;
}

function readEvent(text: string): ToldEvent {
  const fields = new Map(text.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
  const id = fields.get("id");
  return {
    event: fields.get("event")!,
    id: id === undefined ? null : Number(id),
    data: JSON.parse(fields.get("data")!) as ToldEvent["data"],
  };
}

const changeOf = ({ id, data }: ToldEvent): ToldChange => ({ ...(data as unknown as ToldChange), id });
