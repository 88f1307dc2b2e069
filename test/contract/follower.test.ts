import { once } from "node:events";
import { createServer as createHttpsServer } from "node:https";
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createForward, type Forward } from "../../src/cluster/followers/forward.ts";
import { LINK_PATH } from "../../src/cluster/protocol/link-path.ts";
import {
  hasOpenssl,
  makeCertificate,
  temporaryFolder,
  type Certificate,
} from "../../src/engine/built-in-checks/servers.fixture.ts";
import { OPERATIONS } from "../../src/interfaces/api/all-operations.ts";
import { createFollowerApi } from "../../src/interfaces/api/follower/create-follower-api.ts";
import { isShared, operationId } from "../../src/interfaces/api/operation.ts";
import { SURFACES } from "../../src/interfaces/api/surfaces.ts";
import { gauge } from "../../src/interfaces/metrics/family.ts";
import { openApi, type ApiUnderTest } from "../support/api-under-test.ts";

const LINEAGE = "the-line-of-the-test";
const COMMENT = { comment: "seen" };

let site: ApiUnderTest;
let leaderUrl: string;
const position = 7;

beforeAll(async () => {
  site = await openApi({ settings: { leading: { position: () => position, lineage: LINEAGE } } });
  leaderUrl = await site.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => site.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface FollowerOptions {
  readonly leader?: () => string | null;
  readonly isLocal?: boolean;
  readonly trustProxy?: string;
  /** Position up to which it has come. */
  readonly applied?: () => number;
  readonly lineage?: string;
  readonly silentMs?: number;
  readonly ownCertificate?: Buffer | null;
}

/** A follower that listens; its tables are those of the site. */
async function openFollower({
  leader = () => leaderUrl,
  isLocal = false,
  trustProxy,
  applied = () => 1_000,
  lineage = LINEAGE,
  silentMs = 5_000,
  ownCertificate = null,
}: FollowerOptions = {}): Promise<{ readonly url: string; readonly app: FastifyInstance; readonly forward: Forward }> {
  const forward = createForward({
    leader: () => {
      const address = leader();
      return address === null ? null : { address, lineage };
    },
    ownCertificate,
    silentMs,
  });
  const app = await createFollowerApi({
    ...site.shared,
    forward,
    reached: async (wanted) => applied() >= wanted,
    families: () => [gauge("vigie_cluster_leading", "Leads.", 0)],
    isLocal: () => isLocal,
    metricsAccess: "public",
    ...(trustProxy === undefined ? {} : { trustProxy }),
  });
  closing.push(async () => {
    forward.close();
    await app.close();
  });
  return { app, forward, url: await app.listen({ host: "127.0.0.1", port: 0 }) };
}

/** A program in the place of the leader. */
async function openLeader(answer: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const asAdmin = { "x-auth-token": "token of admin" };
const comment = (url: string, headers: Readonly<Record<string, string>> = asAdmin): Promise<Response> =>
  fetch(`${url}/api/hosts/1/comments`, { method: "POST", headers, body: JSON.stringify(COMMENT) });

/** Address of an operation with values for what is in its path. */
const sampleOf = (path: string): string =>
  path
    .replaceAll(/:(\w*name)\b/g, "resources")
    .replaceAll(":version", "latest")
    .replaceAll(/:key\b/g, "h1")
    .replaceAll(/:(\w+)(?:\([^)]*\))?/g, "1")
    .replaceAll("*", "x");

describe("each operation", () => {
  test("is answered by a follower, or passed on to the leader, as its column says", async () => {
    const passedOn = new Set<string>();
    const leader = await openLeader((incoming, response) => {
      passedOn.add(`${incoming.method} ${incoming.url}`);
      response.end("{}");
    });
    const { url } = await openFollower({ leader: () => leader.url, isLocal: true });

    const wrong: string[] = [];
    for (const operation of OPERATIONS) {
      const { method, surface, paths } = operation;
      const path = sampleOf(SURFACES[surface] + paths[0]);
      passedOn.clear();
      const response = await fetch(url + path, {
        method,
        headers: { accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(5_000),
      });
      await response.text();
      const isPassedOn = passedOn.has(`${method} ${path}`);
      // Passed on only with a body that can be read.
      if (operation.namesViews) continue;
      if (isPassedOn === isShared(operation)) wrong.push(operationId(operation));
      // A part that a follower lacks would be a failure of the server.
      if (isShared(operation) && response.status === 500) wrong.push(`${operationId(operation)} fails`);
    }

    expect(wrong).toEqual([]);
  }, 60_000);

  test("that changes something is the leader's; only what a stream watches is where the stream is", () => {
    const changes = OPERATIONS.filter((operation) => operation.method !== "GET" && isShared(operation));
    expect(changes.map(operationId)).toEqual(["control-stream"]);
    const own = OPERATIONS.filter((operation) => operation.method === "GET" && !isShared(operation)).map(operationId);
    for (const id of ["logout", "generate-and-reload-servers", "get-performance-graph", "make-report", "list-pollers"])
      expect(own).toContain(id);
    for (const id of ["list-resources", "list-live-resources", "list-events", "get-session", "health", "console"])
      expect(own).not.toContain(id);
  });
});

describe("a change at a follower", () => {
  test("is made by the leader, with the rights of the caller; its answer and its position come back", async () => {
    const { url } = await openFollower();

    const response = await comment(url);
    expect([response.status, response.headers.get("vigie-position")]).toEqual([201, "7"]);
    expect(JSON.stringify((await site.get("/monitoring/hosts/1/timeline")).body)).toContain("seen");
    const direct = await comment(leaderUrl, { "x-auth-token": "wrong" });
    const passedOn = await comment(url, { "x-auth-token": "wrong" });
    expect([passedOn.status, await passedOn.text()]).toEqual([direct.status, await direct.text()]);
    expect(passedOn.headers.get("vigie-position")).toBeNull();
    const reading = await fetch(`${leaderUrl}/centreon/api/latest/monitoring/hosts`, { headers: asAdmin });
    expect(reading.headers.get("vigie-position")).toBeNull();
  });

  test("is answered once the follower shows it", async () => {
    let applied = 0;
    const { url } = await openFollower({ applied: () => applied });

    const early = await comment(url);
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await early.json()).toEqual({
      code: "follower-behind",
      message: expect.stringContaining("do not repeat it"),
    });
    applied = 7;
    expect((await comment(url)).status).toBe(201);
  });

  test("has the limits of the leader: a large body is refused without being read", async () => {
    const { url } = await openFollower();
    const large = "x".repeat(100_000);
    const send = async (to: string): Promise<unknown> => {
      const response = await fetch(`${to}/api/hosts/1/comments`, { method: "POST", headers: asAdmin, body: large });
      return [response.status, await response.json()];
    };
    expect(await send(url)).toEqual(await send(leaderUrl));
  });

  test("sent in pieces arrives whole", async () => {
    const bodies: string[] = [];
    const leader = await openLeader((incoming, response) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      incoming.on("end", () => {
        bodies.push(`${incoming.headers["transfer-encoding"]} ${text}`);
        response.writeHead(201, { "set-cookie": ["a=1", "b=2"] }).end("done");
      });
    });
    const { url } = await openFollower({ leader: () => leader.url });

    const sending = request(`${url}/api/comments`, { method: "POST", headers: { "transfer-encoding": "chunked" } });
    sending.write("one ");
    sending.end("two");
    const [answer] = (await once(sending, "response")) as [IncomingMessage];
    const text = (await answer.toArray()).join("");

    expect(bodies).toEqual(["chunked one two"]);
    expect([answer.statusCode, answer.headers["set-cookie"], text]).toEqual([201, ["a=1", "b=2"], "done"]);
  });
});

describe("an action on a view", () => {
  test("of a list of the follower is on what the list shows", async () => {
    const bodies: unknown[] = [];
    const leader = await openLeader((incoming, response) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      incoming.on("end", () => {
        bodies.push(JSON.parse(text));
        response.setHeader("content-type", "application/json").end("{}");
      });
    });
    const { url } = await openFollower({ leader: () => leader.url });
    const list = await fetch(`${url}/api/resources?q=type:host&fields=key`, { headers: asAdmin });
    const { meta, result } = (await list.json()) as { meta: { view: string }; result: { key: string }[] };
    const act = (path: string, on: unknown): Promise<Response> =>
      fetch(`${url}${path}`, {
        method: "POST",
        headers: asAdmin,
        body: JSON.stringify({ action: "check", on, options: {}, request_id: path }),
      });

    const [first, ...others] = result.map(({ key }) => key);
    expect(others.length).toBeGreaterThan(0);
    await act("/api/actions", { view: meta.view, except: [first] });
    await act("/api/actions/preview", { view: meta.view });
    await act("/api/actions", [first]);
    expect(bodies).toEqual([
      { action: "check", on: others, options: {}, request_id: "/api/actions" },
      { action: "check", on: [first, ...others], options: {}, request_id: "/api/actions/preview" },
      { action: "check", on: [first], options: {}, request_id: "/api/actions" },
    ]);
    expect((await act("/api/actions", { view: "unknown" })).status).toBe(410);
    expect(bodies).toHaveLength(3);
  });
});

describe("the leader knows of a passed on request", () => {
  const said = async (options: FollowerOptions, headers: Readonly<Record<string, string>> = {}) => {
    const seen: IncomingHttpHeaders[] = [];
    const leader = await openLeader((incoming, response) => {
      seen.push(incoming.headers);
      response.end("{}");
    });
    const { url } = await openFollower({ ...options, leader: () => leader.url });
    await comment(url, headers);
    return seen[0]!;
  };

  test("the address of the client, after those that it names itself", async () => {
    expect((await said({}))["x-forwarded-for"]).toBe("127.0.0.1");
    expect((await said({}, { "x-forwarded-for": "192.0.2.9" }))["x-forwarded-for"]).toBe("192.0.2.9, 127.0.0.1");
  });

  test("the headers of the client, without those of its connection", async () => {
    const headers = await said({}, { "x-auth-token": "secret", "content-type": "application/json", te: "trailers" });
    expect(headers).toMatchObject({ "x-auth-token": "secret", "content-type": "application/json" });
    expect(headers.te).toBeUndefined();
  });

  const sessionsOf = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
    (await fetch(`${url}/api/pollers`, { headers })).status;

  test("that it came through the control socket of the follower, if the follower says so itself", async () => {
    const local = await openFollower({ isLocal: true });
    expect(await sessionsOf(local.url)).not.toBe(403);
    const remote = await openFollower();
    expect(await sessionsOf(remote.url)).toBe(403);
    const stranger = await openFollower({ isLocal: true, lineage: "of another store" });
    expect(await sessionsOf(stranger.url)).toBe(403);
  });

  test("nothing from a copied header: it is for one request alone", async () => {
    const headers = await said({ isLocal: true });
    const copied = { "vigie-hop": String(headers["vigie-hop"]) };
    const again = await fetch(`${leaderUrl}/api/hosts/2/comments`, {
      method: "POST",
      headers: copied,
      body: JSON.stringify(COMMENT),
    });
    expect(again.status).toBe(403);
    const same = await fetch(`${leaderUrl}/api/hosts/1/comments`, {
      method: "POST",
      headers: copied,
      body: JSON.stringify(COMMENT),
    });
    expect(same.status).toBe(201);
  });

  test("who tries to log in: the limit is for the address of the client", async () => {
    const { url } = await openFollower({ trustProxy: "127.0.0.1" });
    const login = async (address: string): Promise<number> =>
      (
        await fetch(`${url}/centreon/api/latest/login`, {
          method: "POST",
          headers: { "x-forwarded-for": address },
          body: JSON.stringify({ security: { credentials: { login: "admin", password: "wrong" } } }),
        })
      ).status;

    const statuses = new Set<number>();
    for (let count = 0; count < 40 && !statuses.has(429); count++) statuses.add(await login("192.0.2.1"));
    expect(statuses).toContain(429);
    expect(await login("192.0.2.2")).toBe(401);
  }, 60_000);
});

describe("without a leader that answers", () => {
  const refused = async (response: Response): Promise<unknown> => [
    response.status,
    response.headers.get("retry-after"),
    ((await response.json()) as { code: string }).code,
  ];

  test("reads go on; changes are refused, with when to try again", async () => {
    const { url } = await openFollower({ leader: () => null });

    expect(await refused(await comment(url))).toEqual([503, "2", "no-leader"]);
    const read = await fetch(`${url}/centreon/api/latest/monitoring/hosts`, { headers: asAdmin });
    expect(read.status).toBe(200);
    expect(((await read.json()) as { result: unknown[] }).result.length).toBeGreaterThan(0);
  });

  test("a leader that refuses the connection has done nothing", async () => {
    const { url: gone, server } = await openLeader(() => {});
    server.close();
    const { url } = await openFollower({ leader: () => gone });
    expect(await refused(await comment(url))).toEqual([503, "2", "no-leader"]);
  });

  test.each([
    ["breaks the connection", true],
    ["is replaced meanwhile", false],
  ])("of a change that was sent to one that %s, nobody knows", async (_what, isBroken) => {
    let address = "";
    const leader = await openLeader((incoming) => {
      if (isBroken) incoming.socket.destroy();
      else address = "http://127.0.0.1:9";
    });
    address = leader.url;
    const { url } = await openFollower({ leader: () => address });

    expect(await refused(await comment(url))).toEqual([503, null, "leader-unconfirmed"]);
    address = leader.url;
    const read = fetch(`${url}/api/reports`, { headers: asAdmin });
    expect(await refused(await read)).toEqual([503, "2", "no-leader"]);
  });

  test("a request that was passed on already is not passed on again", async () => {
    const first = await openFollower({ leader: () => leaderUrl });
    const second = await openFollower({ leader: () => first.url });
    expect(await refused(await comment(second.url))).toEqual([503, "2", "on-standby"]);
  });

  test("a client that leaves takes its request along", async () => {
    const left = Promise.withResolvers<void>();
    const leader = await openLeader((incoming) => incoming.socket.once("close", () => left.resolve()));
    const { url } = await openFollower({ leader: () => leader.url });
    const { port, hostname } = new URL(url);
    const client = connect(Number(port), hostname);
    await once(client, "connect");
    client.write("DELETE /api/me/views/1 HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(leader.server, "request");
    client.destroy();
    await left.promise;
  });
});

describe("a read with a position", () => {
  const read = (url: string, wanted: string): Promise<Response> =>
    fetch(`${url}/centreon/api/latest/monitoring/hosts`, { headers: { ...asAdmin, "vigie-position": wanted } });

  test("is answered by a follower that has come so far, and by the leader at once", async () => {
    let applied = 4;
    const { url } = await openFollower({ applied: () => applied });

    const early = await read(url, "5");
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "2"]);
    applied = 5;
    expect((await read(url, "5")).status).toBe(200);
    expect((await read(leaderUrl, "5")).status).toBe(200);
    expect((await read(url, "no number")).status).toBe(200);
  });

  test("is refused by a leader that does not know of it: another one leads", async () => {
    expect((await read(leaderUrl, String(position))).status).toBe(200);
    const refused = await read(leaderUrl, String(position + 1));
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
  });
});

test.skipIf(!hasOpenssl)(
  "a leader with HTTPS is asked only if its certificate is good, or the one of the follower",
  async () => {
    const folder = temporaryFolder();
    closing.push(async () => folder.remove());
    const certificate = (): Certificate => {
      const day = 86_400_000;
      const [from, to] = [new Date(Date.now() - day), new Date(Date.now() + day)];
      return makeCertificate(folder.path, "/CN=monitor.example.org", from, to);
    };
    const shared = certificate();
    const server = createHttpsServer(shared, (_request, response) => response.end("{}")).listen(0, "127.0.0.1");
    await once(server, "listening");
    closing.push(async () => server.close().closeAllConnections());
    const leader = (): string => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const statusWith = async (ownCertificate: Buffer | null): Promise<number> =>
      (await comment((await openFollower({ leader, ownCertificate })).url)).status;

    expect(await statusWith(shared.cert)).toBe(200);
    expect(await statusWith(certificate().cert)).toBe(503);
    expect(await statusWith(null)).toBe(503);
  },
);

test("a poller that wants a link is told to try again", async () => {
  const { url } = await openFollower();
  const asking = request(`${url}${LINK_PATH}`, {
    headers: { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "x" },
  }).end();
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "2"]);
  answer.resume();
});

test("a follower shows its own metrics", async () => {
  const { url } = await openFollower();
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("vigie_cluster_leading 0\n");
});
