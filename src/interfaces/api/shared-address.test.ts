import { once } from "node:events";
import { get, Agent } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, expect, test } from "vitest";
import { closeApi, shareAddress } from "./shared-address.ts";

const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await closeApi(app);
});

const appNamed = (name: string): FastifyInstance => {
  const app = fastify();
  app.get("/", async () => name);
  return app;
};

/** What is answered, or why not. */
const ask = (url: string, agent: Agent | false): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  get(url, { agent }, async (response) => resolve((await response.toArray()).join(""))).once("error", (error) =>
    resolve(error.message),
  );
  return promise;
};

test.each(["127.0.0.1", "localhost"])(
  "one API after the other answers on %s, and every request of clients that do not stop is answered",
  async (host) => {
    const address = shareAddress({ host, port: 0 });
    let former = appNamed("first");
    const url = await address.listen(former);
    const { port } = new URL(url);
    let isOver = false;
    const answers: string[] = [];
    const asking = [false as const, new Agent({ keepAlive: true }), false as const].map(async (agent, place) => {
      const to = place === 2 ? `http://${host}:${port}` : url;
      while (!isOver) answers.push(await ask(to, agent));
      if (agent !== false) agent.destroy();
    });

    await expect.poll(() => answers.at(-1)).toBe("first");
    for (const name of ["second", "third", "fourth"]) {
      const next = appNamed(name);
      await next.ready();
      expect(await address.listen(next)).toBe(url);
      await closeApi(former);
      former = next;
      await expect.poll(() => answers.at(-1)).toBe(name);
    }
    isOver = true;
    await Promise.all(asking);
    open.push(former);

    expect([...new Set(answers)]).toEqual(["first", "second", "third", "fourth"]);
  },
  30_000,
);

test("an address that another program has is refused", async () => {
  const other = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const address = shareAddress({ host: "127.0.0.1", port });
  const mine = appNamed("mine");
  await expect(address.listen(mine)).rejects.toThrow("another program listens there");
  await closeApi(mine);
  other.close();
});

test("once the last API is closed, nobody listens", async () => {
  const address = shareAddress({ host: "localhost", port: 0 });
  const [first, second] = [appNamed("first"), appNamed("second")];
  await second.ready();
  const url = await address.listen(first);
  await address.listen(second);
  await closeApi(first);
  expect(await ask(url, false)).toBe("second");
  await closeApi(second);
  expect(await ask(url, false)).toContain("ECONNREFUSED");
});

test.each(["127.0.0.1", "localhost"])(
  "where the last API was closed, the next one listens anew on %s, at the same port",
  async (host) => {
    const address = shareAddress({ host, port: 0 });
    const [first, second, third, fourth] = ["first", "second", "third", "fourth"].map(appNamed) as [
      FastifyInstance,
      FastifyInstance,
      FastifyInstance,
      FastifyInstance,
    ];
    await Promise.all([second.ready(), fourth.ready()]);
    const url = await address.listen(first);
    const byName = `http://${host}:${new URL(url).port}`;
    await address.listen(second);
    await closeApi(first);
    await closeApi(second);

    expect(await address.listen(third)).toBe(url);
    expect([await ask(url, false), await ask(byName, false)]).toEqual(["third", "third"]);
    expect(await address.listen(fourth)).toBe(url);
    await closeApi(third);
    expect([await ask(url, false), await ask(byName, false)]).toEqual(["fourth", "fourth"]);
    await closeApi(fourth);
    expect(await ask(byName, false)).not.toBe("fourth");
  },
);

test("an API that cannot take an address leaves it to the one before, also for the next one", async () => {
  const address = shareAddress({ host: "127.0.0.1", port: 0 });
  const [first, elsewhere, next] = [appNamed("first"), appNamed("elsewhere"), appNamed("next")];
  await next.ready();
  await elsewhere.listen({ host: "127.0.0.1", port: 0 });
  open.push(first, elsewhere, next);
  const url = await address.listen(first);

  await expect(address.listen(elsewhere)).rejects.toMatchObject({ code: "ERR_SERVER_ALREADY_LISTEN" });
  expect(await ask(url, false)).toBe("first");
  expect(await address.listen(next)).toBe(url);
  expect(await ask(url, false)).toBe("next");
});
