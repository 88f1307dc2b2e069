import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiUnderTest, type As, headersOf, openApi } from "../support/api-under-test.ts";
import { openStreamClient, type StreamClient, type ToldEvent } from "../support/stream-client.ts";

let api: ApiUnderTest;
let url: string;
beforeAll(async () => {
  api = await openApi();
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => api.close());

type Row = Readonly<Record<string, unknown>> & { readonly key: string };

/** All rows as the API has them now, and the change up to which they are. */
async function fetchRows(as: As): Promise<{ readonly rows: ReadonlyMap<string, Row>; readonly asOf: number }> {
  const { rows, meta } = await api.get("/api/resources?q=&limit=500", as);
  return { rows: new Map((rows as readonly Row[]).map((row) => [row.key, row])), asOf: Number(meta["as_of"]) };
}

/** What a console does: rows from the API, patched by the stream, over any number of connections. */
class Console {
  readonly #as: As;
  #client: StreamClient | undefined;
  #after: number | undefined;
  #asOf = 0;
  #seen = 0;
  readonly rows = new Map<string, Row>();

  constructor(as: As) {
    this.#as = as;
  }

  async connect(): Promise<void> {
    if (this.#client !== undefined) return;
    this.#client = await openStreamClient(url, {
      headers: headersOf(this.#as),
      ...(this.#after === undefined ? {} : { after: this.#after }),
    });
    this.#seen = 0;
    const isNew = this.#after === undefined || this.#client.events[0]!.data["resumed"] !== true;
    if (isNew) {
      this.#after = Number(this.#client.events[0]!.data["head"]);
      const { rows, asOf } = await fetchRows(this.#as);
      for (const [key, row] of rows) this.rows.set(key, row);
      this.#asOf = asOf;
    }
    const path = `/api/events/streams/${this.#client.stream()}`;
    expect((await api.call("PUT", path, { as: this.#as, body: { watch: [...this.rows.keys()] } })).status).toBe(204);
  }

  cut(): void {
    this.#take();
    this.#client?.close();
    this.#client = undefined;
  }

  /** Waits for a beat that is as new as the clock, and behind all commits: a downtime may end meanwhile. */
  async settle(): Promise<void> {
    await this.connect();
    for (let isQuiet = false; !isQuiet;) {
      await api.clock.advanceBy(20);
      isQuiet = api.store.pending() === 0;
      await expect.poll(() => api.store.pending()).toBe(0);
    }
    const now = api.clock.now();
    await this.#client!.until(
      ({ event, data }) => event === "beat" && Date.parse(String(data["now"])) / 1000 > now - 16,
    );
    this.#take();
  }

  #take(): void {
    const { events } = this.#client ?? { events: [] };
    for (const event of events.slice(this.#seen)) this.#apply(event);
    this.#seen = events.length;
  }

  #apply({ event, id, data }: ToldEvent): void {
    if (id !== null) {
      expect(id).toBeGreaterThan(this.#lastId);
      this.#lastId = id;
      this.#after = id;
    }
    const row = data["row"] as Row | null | undefined;
    const isOld = event === "change" && id !== null && id <= this.#asOf;
    if ((event === "change" || event === "check") && row !== null && row !== undefined && !isOld)
      this.rows.set(row.key, row);
  }
  #lastId = 0;
}

const HOSTS = [1, 2, 3];
const SERVICES = ["1/services/101", "1/services/102", "1/services/103", "2/services/101", "3/services/101"];

type Step = (clients: readonly Console[]) => Promise<unknown>;
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom(...SERVICES), fc.nat(3), fc.constantFrom("fine", "bad", "worse")).map(
    ([path, status, output]): Step =>
      () =>
        api.post(`/monitoring/hosts/${path}/submit`, { status, output }),
  ),
  fc.tuple(fc.constantFrom(...HOSTS), fc.nat(1), fc.constantFrom("up", "down")).map(
    ([id, status, output]): Step =>
      () =>
        api.post(`/monitoring/hosts/${id}/submit`, { status, output }),
  ),
  fc.constantFrom(...SERVICES).map(
    (path): Step =>
      () =>
        api.post(`/api/hosts/${path}/acknowledgement`, { comment: "x" }),
  ),
  fc.constantFrom(...HOSTS).map(
    (id): Step =>
      () =>
        api.delete(`/monitoring/hosts/${id}/acknowledgements`),
  ),
  fc.constantFrom(...HOSTS).map(
    (id): Step =>
      () =>
        api.post(`/api/hosts/${id}/comments`, { comment: "seen" }),
  ),
  fc.tuple(fc.constantFrom(...SERVICES), fc.integer({ min: 1, max: 90 })).map(([path, seconds]): Step => () => {
    const now = api.clock.now();
    return api.post(`/monitoring/hosts/${path}/downtimes`, {
      comment: "work",
      start_time: new Date(now * 1000).toISOString(),
      end_time: new Date((now + seconds) * 1000).toISOString(),
      is_fixed: true,
      duration: seconds,
    });
  }),
  fc.integer({ min: 1, max: 120 }).map(
    (seconds): Step =>
      () =>
        api.clock.advanceBy(seconds),
  ),
  fc.nat(1).map(
    (which): Step =>
      async (clients) =>
        clients[which]!.cut(),
  ),
  fc.nat(1).map(
    (which): Step =>
      async (clients) =>
        clients[which]!.connect(),
  ),
);

test(
  "whatever is committed, cut off and resumed, the rows of a client are those of the API",
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (taken) => {
        const clients = [new Console("admin"), new Console("operator")] as const;
        for (const client of clients) await client.connect();
        for (const step of taken) await step(clients);
        for (const [place, client] of clients.entries()) {
          await client.settle();
          const { rows } = await fetchRows(place === 0 ? "admin" : "operator");
          expect([...client.rows.values()]).toEqual([...client.rows.keys()].map((key) => rows.get(key)));
          expect(client.rows.size).toBe(rows.size);
          client.cut();
        }
      }),
      { numRuns: 15 },
    );
  },
);
