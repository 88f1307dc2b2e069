import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "../../src/app/app.ts";
import { compareAnswer, type ReceivedAnswer } from "./compare.ts";
import { changedRows, observe, targetOf, type Read } from "./effect.ts";
import { differences, isObject } from "./equal.ts";
import { expectedEffect, inOrder } from "./expected-effect.ts";
import { importDataset, type ImportedDataset } from "./imported-server.ts";
import { knownDifferences } from "./known-differences.ts";
import { bodyText, readRecords, type Recorded } from "./record.ts";
import { hasReference, referenceFolder } from "./reference.ts";
import { send } from "./send.ts";

describe.runIf(hasReference)("answers as recorded", () => {
  let dataset: ImportedDataset;
  let shared: App;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    dataset = await importDataset();
    shared = await dataset.startServer();
  });

  afterAll(async () => {
    agent.destroy();
    await shared?.stop();
    dataset?.remove();
  });

  for (const record of hasReference ? readRecords(referenceFolder) : []) {
    const { compare, note } = record.expect;
    const reason = knownDifferences.get(record.id);
    if (compare === "skip") test.skip(`${nameOf(record)} (not measured: ${note})`, () => {});
    else if (reason !== undefined) test.fails(`${nameOf(record)} (known difference: ${reason})`, () => run(record));
    else test(nameOf(record), () => run(record));
  }

  async function run(record: Recorded): Promise<void> {
    if (!changesSomething(record)) {
      expect(compareAnswer(record, await sendRecord(shared, record), dataset.disabledHosts)).toEqual([]);
      return;
    }
    const app = await dataset.startServer();
    try {
      // Note "second logout": the first one is not recorded.
      if (record.note === "second logout") await sendRecord(app, record);
      if (record.commands === undefined)
        expect(compareAnswer(record, await sendRecord(app, record), dataset.disabledHosts)).toEqual([]);
      else await expectEffect(app, record);
    } finally {
      await app.stop();
    }
  }

  async function expectEffect(app: App, record: Recorded): Promise<void> {
    const read = reader(app, { "X-AUTH-TOKEN": tokenOf("admin") });
    const { hostId, serviceId } = await targetOf(record, read);
    const visible = await reader(app, headersOf(record))(`monitoring/hosts/${hostId}/services?limit=1000`);
    const visibleServices =
      isObject(visible) && Array.isArray(visible.result) ? visible.result.map((row) => Number(row.id)) : [];
    const before = await observe(hostId, read);

    const answer = await sendRecord(app, record);

    expect(compareAnswer(record, answer, dataset.disabledHosts)).toEqual([]);
    const after = await observe(hostId, read);
    const expected = expectedEffect({
      record,
      before,
      hostId,
      serviceId,
      now: dataset.now,
      authorId: authorOf(record),
      visibleServices,
      triggeredBy: dataset.triggeredBy,
    });
    const changed = {
      downtimes: inOrder(changedRows(before.downtimes, after.downtimes)),
      acknowledgements: inOrder(changedRows(before.acknowledgements, after.acknowledgements)),
    };
    expect([
      ...differences(
        inOrder(expected.downtimes).map((row, index) => ({ ...row, id: row.id ?? changed.downtimes[index]?.id })),
        changed.downtimes,
        "downtimes",
      ),
      ...differences(
        inOrder(expected.acknowledgements).map((row, index) => ({
          ...row,
          id: row.id ?? changed.acknowledgements[index]?.id,
        })),
        changed.acknowledgements,
        "acknowledgements",
      ),
      ...differences(
        { ...before.host, ...expected.host, services: null, last_update: null },
        { ...after.host, services: null, last_update: null },
        "host",
      ),
      ...[...before.services].flatMap(([id, row]) =>
        differences(
          { ...row, ...expected.services.get(id), last_update: null },
          { ...after.services.get(id), last_update: null },
          `service ${id}`,
        ),
      ),
    ]).toEqual([]);
  }

  const reader =
    (app: App, headers: Readonly<Record<string, string>>): Read =>
    async (path) => {
      const answer = await send(app.url, {
        method: "GET",
        path: `/centreon/api/beta/${path}`,
        headers,
        body: undefined,
      });
      return answer.text === "" ? null : JSON.parse(answer.text);
    };

  function sendRecord(app: App, record: Recorded): Promise<ReceivedAnswer> {
    const { method, path, rawQuery, body } = record.request;
    const sent = {
      method,
      path: rawQuery === null ? path : `${path}?${rawQuery}`,
      headers: headersOf(record),
      body: bodyText(body),
    };
    return app === shared ? send(app.url, sent, agent) : send(app.url, sent);
  }

  const headersOf = (record: Recorded): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(record.request.headers).map(([name, value]) => [
        name,
        value.replace(/<token:(\w+)>/, (_all, alias: string) => tokenOf(alias)),
      ]),
    );

  function tokenOf(alias: string): string {
    const token = dataset.tokens.get(alias);
    if (token === undefined) throw new Error(`${alias} has not logged in`);
    return token;
  }

  /** Contact of a record: by token, or by one of the golden sessions. */
  function authorOf(record: Recorded): number {
    const alias = record.request.as ?? /golden(\w+)session/.exec(record.request.headers.Cookie ?? "")?.[1] ?? "";
    return dataset.contactIds.get(alias) ?? 0;
  }
});

if (!hasReference) {
  const missing = `there is no reference data at ${referenceFolder} (VIGIE_REFERENCE)`;
  const reason = `the recorded answers are not compared: ${missing}`;
  process.stdout.write(`${reason}\n`);
  test.skip(reason, () => {});
}

function nameOf({ id, group, note, request }: Recorded): string {
  return `${String(id).padStart(3, "0")} ${group}: ${note === "" ? "" : `${note} `}${request.method} ${request.path}`;
}

/** True for a record that needs its own server on a fresh copy. A known difference may be an accepted command. */
function changesSomething({ id, request, expect: { status } }: Recorded): boolean {
  if (request.path.endsWith("/logout")) return true;
  if (request.path.endsWith("/login")) return status === 200;
  return request.method !== "GET" && (status === 204 || knownDifferences.has(id));
}
