import fastify from "fastify";
import { expect, test } from "vitest";
import { seesAll, tableOf } from "../../../test/support/table-of.ts";
import { createRealtime } from "../../data/realtime/create-realtime.ts";
import { parseListQuery } from "../../data/realtime/search/list-query.ts";
import { presentHostMain } from "./host/present.ts";
import { largeListAnswer } from "./large-list.ts";
import { listAnswer } from "./listing.ts";
import { presentServiceWithHost } from "./service/present.ts";
import { readVersion } from "./versions.ts";

const realtime = createRealtime({ accountByAlias: () => undefined });
const { inventory, snapshot, objectIds } = tableOf({
  hosts: Array.from({ length: 700 }, (_, index) => ({ name: `é${index}`, services: [{ description: "Ping / 1" }] })),
});
realtime.load(inventory, snapshot, objectIds);

test.each(["beta", "v20.04", "v22.04", "latest"])(
  "a large page has the bytes of a small one under %s, though it is streamed",
  async (token) => {
    const version = readVersion(token, "24.10")!;
    const query = parseListQuery({ limit: "500000", search: '{"host.name":{"$lk":"é%"}}', sort_by: "host.name" });
    const hosts = [
      realtime.listHosts(query, seesAll),
      (row: Parameters<typeof presentHostMain>[0]) => presentHostMain(row, row.services, version),
    ] as const;
    const services = [
      realtime.listServices(query, seesAll),
      (row: Parameters<typeof presentServiceWithHost>[0]) => presentServiceWithHost(row, { version, now: 1 }),
    ] as const;
    const app = fastify();
    app.get("/hosts", (_request, reply) => largeListAnswer(reply, query, ...hosts));
    app.get("/services", (_request, reply) => largeListAnswer(reply, query, ...services));

    expect((await app.inject("/hosts")).body).toBe(JSON.stringify(listAnswer(query, ...hosts)));
    const answer = await app.inject("/services");
    expect(answer.body).toBe(JSON.stringify(listAnswer(query, ...services)));
    expect(answer.headers).not.toHaveProperty("content-length");
    expect(JSON.parse(answer.body)).toMatchObject({ meta: { total: 700 } });
    await app.close();
  },
);
