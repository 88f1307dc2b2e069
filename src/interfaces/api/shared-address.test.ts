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
  await expect(address.listen(appNamed("mine"))).rejects.toThrow("another program listens there");
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
