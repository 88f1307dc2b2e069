import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePostgresUrl } from "../../src/data/store/store-place.ts";
import { startPostgres, whyNoPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { repetitions } from "../support/repetitions.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const CLIENTS = 8;
/** Beyond what a client should wait for an answer. */
const ANSWER_WITHIN_MS = 15_000;

describe.skipIf(whyNoPostgres() !== null)("while changes come, and the database", () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres([]);
    folder = mkdtempSync(join(tmpdir(), "vigie-faults-"));
  });
  afterAll(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const writingSession = async (): Promise<number> => {
    const [row] = await server.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'vigie server'");
    return Number(row!["pid"]);
  };

  /** Each is a fault and its end. The last two take half a minute, and are like the first two for the server. */
  const faults: readonly (readonly [string, { begin(): Promise<void>; end(): Promise<void> }])[] = [
    ["hangs", { begin: async () => server.pause(), end: async () => server.resume() }],
    [
      "ends the session that writes",
      { begin: async () => void process.kill(await writingSession()), end: async () => {} },
    ],
    [
      "hangs in the session that writes, which is then killed",
      {
        begin: async () => server.pause(await writingSession()),
        end: async () => void process.kill(await writingSession(), "SIGKILL"),
      },
    ],
    [
      "crashes and is started again",
      {
        begin: () => server.signal("SIGQUIT"),
        async end() {
          await wait(2_000);
          await server.start();
        },
      },
    ],
  ];

  test.each(faults.slice(0, repetitions({ all: 4, quick: 2 })))(
    "%s, each is answered soon; what was answered is stored once, what was refused is not",
    async (name, { begin, end }) => {
      const url = server.newSchema();
      const { schema } = parsePostgresUrl(url);
      const vigie = await startServerProcess({
        VIGIE_DATA: join(folder, schema),
        VIGIE_STORE: url,
        VIGIE_ADMIN_PASSWORD: "correct horse",
      });
      const token = await loginAt(vigie.url, "admin", "correct horse");
      const load = startLoad(vigie, token);
      try {
        await expect.poll(() => load.answers().length).toBeGreaterThan(20);

        await begin();
        if (name.startsWith("hangs")) await expectToBeSilent(vigie, token, load, name === "hangs");
        await end();
        const before = load.stored().length;
        await expect.poll(() => load.stored().length).toBeGreaterThan(before + 20);
        await load.stop();

        const rows = await server.query(`SELECT data AS text, count(*)::int FROM ${schema}.comments GROUP BY 1`);
        const counts = new Map(rows.map(({ text, count }) => [String(text), Number(count)]));
        expect(load.stored().filter((text) => counts.get(text) !== 1)).toEqual([]);
        expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
        const refused = load.answers().filter(({ code }) => code === "store-unavailable");
        expect(refused.filter(({ text }) => counts.has(text))).toEqual([]);
        expect(load.answers().filter(({ ms }) => ms > ANSWER_WITHIN_MS)).toEqual([]);
        expect(new Set(load.answers().map(({ code }) => code))).toEqual(
          new Set(load.answers().some(({ code }) => code === "store-unconfirmed") ? CODES : CODES.slice(0, 2)),
        );
      } finally {
        server.resume();
        await load.stop();
        await vigie.stop();
      }
    },
    120_000,
  );

  test("hangs, the server stops within the time that it has for that", { timeout: 180_000 }, async () => {
    const url = server.newSchema();
    const vigie = await startServerProcess({ VIGIE_DATA: join(folder, "stopped"), VIGIE_STORE: url });
    try {
      server.pause();
      await expect.poll(() => vigie.log()).toMatch(/has not answered since/);
      const from = performance.now();

      await vigie.stop();

      expect(performance.now() - from).toBeLessThan(25_000);
      expect(vigie.log()).not.toContain("unexpected error");
    } finally {
      server.resume();
      await vigie.kill();
    }
  });

  async function expectToBeSilent(vigie: ServerProcess, token: string, load: Load, isWhole: boolean): Promise<void> {
    const from = Date.now();
    const get = (path: string): Promise<Response> =>
      fetch(`${vigie.url}${path}`, { headers: { "X-AUTH-TOKEN": token } });
    await expect
      .poll(() => load.answers().filter(({ code }) => code === "store-unconfirmed").length, {
        timeout: ANSWER_WITHIN_MS,
      })
      .toBe(CLIENTS);
    const health = (await (await get("/api/health")).json()) as { problems: { code: string; since: string }[] };
    expect(health.problems).toMatchObject([{ part: "store", code: "store-unavailable" }]);
    expect(Math.abs(Date.parse(health.problems[0]!.since) - from)).toBeLessThan(3_000);
    expect(vigie.log()).toContain(`PostgreSQL at ${server.folder}, database postgres`);
    expect(vigie.log()).toMatch(/ has not answered since \d{4}-/);
    expect(vigie.log()).not.toContain("device");
    expect((await get("/centreon/api/latest/monitoring/services")).status).toBe(200);
    const simulated = await fetch(`${vigie.url}/api/decisions/simulate`, {
      method: "POST",
      headers: { "X-AUTH-TOKEN": token },
      body: JSON.stringify({ host_id: 1, state: "DOWN" }),
    });
    expect(simulated.status).toBe(200);
    const { status, headers } = await get("/api/hosts/1/events");
    expect([status, headers.get("retry-after")]).toEqual(isWhole ? [503, "5"] : [200, null]);
    expect(Date.now() - from).toBeLessThan(ANSWER_WITHIN_MS + 5_000);
  }
});

const CODES = ["stored", "store-unavailable", "store-unconfirmed"];

interface Load {
  readonly answers: () => readonly { readonly text: string; readonly code: string; readonly ms: number }[];
  /** Texts that were answered with success. */
  readonly stored: () => readonly string[];
  stop(): Promise<void>;
}

/** Clients that add comments, one after the other, each with a text of its own. */
function startLoad({ url }: ServerProcess, token: string): Load {
  const answers: { text: string; code: string; ms: number }[] = [];
  let isOver = false;
  const client = async (number: number): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      const text = `${number}-${n}`;
      const from = performance.now();
      const response = await fetch(`${url}/api/hosts/1/comments`, {
        method: "POST",
        headers: { "X-AUTH-TOKEN": token },
        body: JSON.stringify({ comment: text }),
      });
      const body = (await response.json()) as { code?: string };
      answers.push({ text, code: response.ok ? "stored" : body.code!, ms: performance.now() - from });
      if (!response.ok) await wait(50);
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  return {
    answers: () => answers,
    stored: () => answers.flatMap(({ text, code }) => (code === "stored" ? [text] : [])),
    async stop() {
      isOver = true;
      await clients;
    },
  };
}
