import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { waitFor } from "../../../test/support/wait-for.ts";
import { startPostgresProxy, type PostgresProxy } from "../../../test/support/postgres-proxy.ts";
import { sharedPostgres, whyNoPostgres } from "../../../test/support/postgres-server.ts";
import { openCandidate } from "../../data/store/open-store.ts";
import { parsePostgresUrl } from "../../data/store/store-place.ts";
import { silentLog } from "../../lib/log.ts";
import { readMoment, type ReadMoment } from "./deadline.ts";
import { openHighestTerm } from "./highest-term.ts";
import { keepLease, type Lease } from "./lease.ts";
import { standByUntilElected, type Election, type Sight } from "./stand-by.ts";
import type { LeadershipTimings } from "./timings.ts";

const TIMINGS: LeadershipTimings = {
  leaseSeconds: 2,
  startLeaseSeconds: 2,
  marginSeconds: 0.5,
  renewEachSeconds: 0.1,
  lookEachSeconds: 0.05,
};

describe.skipIf(whyNoPostgres() !== null)("the leadership of a server", () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let folder: string;
  let url: string;
  let proxy: PostgresProxy;
  const ends: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    server = await sharedPostgres();
    url = server.newSchema();
    proxy = await startPostgresProxy(parsePostgresUrl(url).host);
    folder = mkdtempSync(join(tmpdir(), "vigie-leadership-"));
  });
  afterEach(async () => {
    proxy.accept();
    for (const end of ends.splice(0).toReversed()) await end();
    await proxy.close();
    await server.query(`DROP SCHEMA IF EXISTS ${parsePostgresUrl(url).schema} CASCADE`);
    rmSync(folder, { recursive: true });
  });

  const change = (assignment: string): Promise<unknown> =>
    server.query(`UPDATE ${parsePostgresUrl(url).schema}.leadership SET ${assignment}`);
  interface Standing {
    readonly name: string;
    readonly onStandby?: (sight: () => Sight) => Promise<void>;
    readonly clock?: ReadMoment;
    readonly isByProxy?: boolean;
  }
  /** A server that is elected when the session of the one before has ended. */
  const elect = async ({
    name,
    onStandby = async () => {},
    clock = readMoment,
    isByProxy = false,
  }: Standing): Promise<Election> => {
    const dataFolder = join(folder, name);
    const postgres = { ...parsePostgresUrl(url), ...(isByProxy ? { host: proxy.folder } : {}) };
    const candidate = (await openCandidate({ folder: dataFolder, postgres }, silentLog))!;
    try {
      const election = await standByUntilElected({
        candidate,
        holder: name,
        timings: TIMINGS,
        highest: openHighestTerm(dataFolder, silentLog),
        readMoment: clock,
        log: silentLog,
        onStandby,
        unfitBecause: () => null,
      });
      const store = await election.term.openStore({
        log: silentLog,
        clock: { now: Date.now, monotonic: () => performance.now() / 1_000, runAt: () => () => {} },
        onLost() {},
      });
      ends.push(() => store.close().then(candidate.close));
      return election;
    } catch (error) {
      await candidate.close();
      throw error;
    }
  };
  const keep = ({ term, wonAt }: Election, onLost: (reason: string) => void = () => {}, clock = readMoment): Lease => {
    const lease = keepLease({ term, wonAt, timings: TIMINGS, readMoment: clock, log: silentLog, onLost });
    ends.push(lease.stop);
    return lease;
  };
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).toReversed()) await one();
  };

  test("without the database the right ends before the lease; it comes back if nobody was elected", async () => {
    const lost = vi.fn();
    const lease = keep(await elect({ name: "a", isByProxy: true }), lost);
    await waitFor(() => expect(lease.isHeld()).toBe(true));

    const from = performance.now();
    proxy.refuse();
    await waitFor(() => expect(lease.isHeld()).toBe(false), { interval: 10 });
    expect(performance.now() - from).toBeLessThan(TIMINGS.leaseSeconds * 1000);
    expect(lost).not.toHaveBeenCalled();
    expect(lease.leadership().silentSeconds).toBeGreaterThan(1);

    proxy.accept();
    await waitFor(() => expect(lease.isHeld()).toBe(true));
    expect(lease.leadership()).toMatchObject({ holder: "a", term: 1 });
    expect(lease.leadership().silentSeconds).toBeLessThan(1);
    await change("term = term + 1");
    await waitFor(() => expect(lost).toHaveBeenCalledExactlyOnceWith("term 1 is over: another server leads"));
    expect(lease.isHeld()).toBe(false);
  });

  test.each(["monotonicMs", "wallMs"] as const)(
    "a jump of %s alone ends the right until it is renewed",
    async (which) => {
      let jumpMs = 0;
      let isStopped = false;
      const clock: ReadMoment = () => {
        const now = readMoment();
        return { ...now, [which]: now[which] + jumpMs };
      };
      const election = await elect({ name: "a", clock });
      const renew: typeof election.term.renew = (renewal) =>
        isStopped ? new Promise(() => {}) : election.term.renew(renewal);
      const lease = keep({ ...election, term: { ...election.term, renew } }, () => {}, clock);
      await waitFor(() => expect(lease.isHeld()).toBe(true));

      isStopped = true;
      jumpMs = 2_000;
      expect(lease.isHeld()).toBe(false);
    },
  );

  test("a standby sees who leads, and says since when the database is away; it is elected when the leader ends", async () => {
    const lease = keep(await elect({ name: "a" }));
    lease.announce({ address: "http://a:8080" });
    lease.announce({ configuration: "0f" });
    let sight: (() => Sight) | undefined;
    const standby = elect({ name: "b", isByProxy: true, onStandby: async (found) => void (sight = found) });
    await waitFor(() =>
      expect(sight?.()).toMatchObject({
        leadership: { holder: "a", address: "http://a:8080", configuration: "0f", term: 1 },
        awaySince: null,
      }),
    );

    proxy.refuse();
    await waitFor(() => expect(sight?.().awaySince).toBeCloseTo(Date.now() / 1000, -1));
    expect(sight?.().leadership).toMatchObject({ holder: "a" });
    proxy.accept();
    await waitFor(() => expect(sight?.().awaySince).toBeNull());
    await end();

    const { term, isTakenOver } = await standby;
    expect([term.leadership.term, isTakenOver]).toEqual([2, true]);
  }, 180_000);

  test("started again after its own term, a server knows that nobody else may still send", async () => {
    expect((await elect({ name: "a" })).isTakenOver).toBe(false);
    await end();
    expect((await elect({ name: "a" })).isTakenOver).toBe(false);
    await end();
    expect((await elect({ name: "b" })).isTakenOver).toBe(true);
    await end();
    expect((await elect({ name: "a" })).isTakenOver).toBe(true);
  });

  test("an older state of the database is neither led nor followed, until somebody says that it is meant", async () => {
    for (const name of ["a", "a", "b"]) {
      await elect({ name });
      await end();
    }
    await change("term = 2");

    await expect(elect({ name: "b" })).rejects.toMatchObject({
      code: "store-behind",
      message: expect.stringContaining("this server saw term 3"),
    });
    await change("lineage = gen_random_uuid()::text");
    expect((await elect({ name: "b" })).term.leadership.term).toBe(3);
  });

  test("a term that cannot be noted is no reason not to lead, and is logged", () => {
    mkdirSync(join(folder, "leadership.json.tmp"));
    const warn = vi.fn();

    const highest = openHighestTerm(folder, { ...silentLog, warn });
    highest.noteOwn({ lineage: "x", term: 4, position: 9 });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(() => highest.note({ lineage: "x", term: 3, position: 9 })).toThrow("this server saw term 4");
  });

  test("so is an older state of the same term", () => {
    const highest = openHighestTerm(folder, silentLog);
    highest.noteOwn({ lineage: "x", term: 4, position: 9 });
    highest.notePosition(90);

    const next = openHighestTerm(folder, silentLog);
    expect(() => next.note({ lineage: "x", term: 4, position: 89 })).toThrow("position 89 of the journal");
    next.note({ lineage: "x", term: 4, position: 90 });
    next.note({ lineage: "of a restored dump", term: 4, position: 89 });
  });

  test("a damaged note of the highest term is named", () => {
    writeFileSync(join(folder, "leadership.json"), "{");
    expect(() => openHighestTerm(folder, silentLog)).toThrow(`${folder}/leadership.json is damaged`);
  });
});
