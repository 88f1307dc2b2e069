import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { keyReplacement, newKeyPair, signStatement } from "../../src/cluster/protocol/identity.ts";
import { localApiOf, type LocalApi } from "../support/local-api.ts";
import { helloTo, openRawPoller, type RawPoller } from "../support/raw-poller.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { createSite, type Site } from "../support/server-under-test.ts";

// What a poller may say, and who may say it, against the program over a real socket.

const paris = newKeyPair();
const rome = newKeyPair();

let site: Site;
let server: ServerProcess;
let api: LocalApi;
const open: RawPoller[] = [];

beforeAll(async () => {
  site = createSite({ "vigie.cfg": "cfg_file=objects.cfg\n", "objects.cfg": objects({}) });
  const { configFolder, dataFolder } = site;
  server = await startServerProcess({ VIGIE_CONFIG: configFolder, VIGIE_DATA: dataFolder });
  api = localApiOf(site);
  await enrol("paris", paris.publicKey);
  await enrol("rome", rome.publicKey);
  writeFileSync(join(configFolder, "vigie.yaml"), "poller_groups:\n  south: { members: [rome] }\n");
  await configure({ owned: "paris", lent: "paris", strange: "rome", shared: "south" });
});
afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});
afterAll(async () => {
  await server.stop();
  await site.remove();
});

/** Hosts, each with who checks it. */
function objects(places: Readonly<Record<string, string>>): string {
  const hosts = ["local", "owned", "lent", "strange", "shared"].map((name) => {
    const place = places[name] === undefined ? "" : `\n  poller ${places[name]}`;
    return `define host {\n  host_name ${name}\n  check_command any\n  check_interval 60\n  max_check_attempts 1${place}\n}`;
  });
  return ["define command {\n  command_name any\n  command_line check_dummy 0 untouched\n}", ...hosts, ""].join("\n");
}

async function configure(places: Readonly<Record<string, string>>): Promise<void> {
  writeFileSync(join(site.configFolder, "objects.cfg"), objects(places));
  await api.command("POST", "/api/reload");
}

async function enrol(name: string, publicKey: string): Promise<void> {
  const added = await api.call<{ readonly secret: string }>("POST", "/api/pollers", { name });
  const { status } = await enrolWith(added.body.secret, publicKey);
  expect(status).toBe(200);
}
const enrolWith = (secret: string, publicKey: string): Promise<Response> =>
  fetch(`${server.url}/api/pollers/enrol`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ secret, public_key: publicKey }),
  });

async function connect(): Promise<RawPoller> {
  const connection = await openRawPoller(server.url);
  open.push(connection);
  return connection;
}

let epochs = 0;
async function connectAs(name: string, { privateKey }: { readonly privateKey: string }): Promise<RawPoller> {
  const connection = await connect();
  connection.say(helloTo(connection.challenge, { name, privateKey, epoch: `epoch-${epochs++}` }));
  await connection.next("welcome");
  return connection;
}

interface ShownHost {
  readonly id: number;
  readonly output: string;
}
async function host(name: string): Promise<ShownHost> {
  const { result } = await api.get<{ readonly result: readonly ShownHost[] }>(
    `/monitoring/hosts?search={"host.name":"${name}"}`,
  );
  return result[0]!;
}
const counted = async (outcome: string): Promise<number> => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`vigie_poller_results_total\\{outcome="${outcome}"\\} (\\d+)`).exec(metrics)![1]);
};
const resultsFor = (hostId: number, text: string): object => {
  const now = Date.now() / 1_000;
  return { type: "results", results: [[1, hostId, 0, 2, "active", now, now, now, text, "", "", "any"]] };
};

/** Every frame of a poller but `hello`. */
const OTHERS: readonly (readonly [string, (hostId: number) => object])[] = [
  ["results", (hostId) => resultsFor(hostId, "forged")],
  ["gap", () => ({ type: "gap", from: 1, to: 5, count: 5 })],
  ["accepted", () => ({ type: "accepted", id: "c" })],
  ["refused", () => ({ type: "refused", id: "c", errors: ["forged"] })],
  ["beat", () => ({ type: "beat", now: 1, echo: null, running: 999, late: 999, buffered: 999 })],
];

describe("results of", () => {
  test("its own host count", async () => {
    const connection = await connectAs("paris", paris);
    connection.say(resultsFor((await host("owned")).id, "from its poller"));
    expect(await connection.next("seen")).toMatchObject({ number: 1 });
    expect((await host("owned")).output).toContain("from its poller");
  });

  test.each([
    ["the centre", "local"],
    ["another poller", "strange"],
    ["a group of other pollers", "shared"],
  ])("a host of %s are refused and counted, and the connection goes on", async (_whose, name) => {
    const [{ id, output }, foreign] = [await host(name), await counted("foreign")];
    const connection = await connectAs("paris", paris);
    connection.say(resultsFor(id, "forged"));
    await connection.next("seen");
    expect((await host(name)).output).toBe(output);
    expect(await counted("foreign")).toBe(foreign + 1);
    expect(connection.isOpen).toBe(true);
  });

  test("a host that there is not are refused and counted", async () => {
    const foreign = await counted("foreign");
    const connection = await connectAs("paris", paris);
    connection.say(resultsFor(60_000, "forged"));
    await connection.next("seen");
    expect(await counted("foreign")).toBe(foreign + 1);
  });

  test("a service that there is not, of its own host, are refused and counted", async () => {
    const foreign = await counted("foreign");
    const connection = await connectAs("paris", paris);
    const now = Date.now() / 1_000;
    const row = [1, (await host("owned")).id, 60_000, 2, "active", now, now, now, "forged", "", "", "any"];
    connection.say({ type: "results", results: [row] });
    await connection.next("seen");
    expect(await counted("foreign")).toBe(foreign + 1);
  });

  test("a host that was its own in an older generation are refused, also on a connection of that time", async () => {
    const { id } = await host("lent");
    const connection = await connectAs("paris", paris);
    connection.say(resultsFor(id, "while it was lent"));
    await connection.next("seen");
    expect((await host("lent")).output).toContain("while it was lent");

    await configure({ owned: "paris", strange: "rome", lent: "rome" });
    const now = Date.now() / 1_000;
    connection.say({ type: "results", results: [[2, id, 0, 2, "active", now, now, now, "forged", "", "", "any"]] });
    await expect.poll(() => connection.frames.filter(({ type }) => type === "seen").length).toBe(2);
    expect((await host("lent")).output).toContain("while it was lent");
  });
});

describe("every frame of", () => {
  const strangers: readonly (readonly [string, () => Promise<RawPoller>, string])[] = [
    ["one who said no hello", connect, "not-enrolled"],
    [
      "an unknown poller",
      async () =>
        saying(await connect(), (challenge) =>
          helloTo(challenge, { name: "oslo", privateKey: newKeyPair().privateKey }),
        ),
      "not-enrolled",
    ],
    [
      "a poller with another's key",
      async () =>
        saying(await connect(), (challenge) => helloTo(challenge, { name: "paris", privateKey: rome.privateKey })),
      "not-enrolled",
    ],
    [
      "one who answers the challenge of another connection",
      async () => {
        const { challenge } = await connect();
        return saying(await connect(), () => helloTo(challenge, { name: "paris", privateKey: paris.privateKey }));
      },
      "not-enrolled",
    ],
    [
      "a connection whose place another one took",
      async () => {
        const before = await connectAs("paris", paris);
        await connectAs("paris", paris);
        return before;
      },
      "replaced",
    ],
    [
      "one who says hello twice",
      async () => {
        const connection = await connectAs("paris", paris);
        return saying(connection, (challenge) => helloTo(challenge, { name: "paris", privateKey: paris.privateKey }));
      },
      "bad-frame",
    ],
  ];
  function saying(connection: RawPoller, frame: (challenge: RawPoller["challenge"]) => object): RawPoller {
    connection.say(frame(connection.challenge));
    return connection;
  }

  test.each(
    strangers.flatMap(([who, from, code]) => OTHERS.map(([frame, said]) => [who, frame, from, said, code] as const)),
  )("%s is refused: %s", async (_who, _frame, from, said, code) => {
    const { id, output } = await host("owned");
    const connection = await from();
    connection.say(said(id));
    expect(await connection.end).toBe(`4000 ${code}`);
    expect(connection.frames.filter(({ type }) => type === "seen")).toEqual([]);
    expect((await host("owned")).output).toBe(output);
  });

  test.each(OTHERS)("a revoked poller is refused: %s", async (frame, said) => {
    const keys = newKeyPair();
    const name = `revoked-${frame}`;
    await enrol(name, keys.publicKey);
    const before = await connectAs(name, keys);
    await api.command("DELETE", `/api/pollers/${name}`);
    expect(await before.end).toBe("4000 revoked");

    const again = await connect();
    again.say(helloTo(again.challenge, { name, privateKey: keys.privateKey }));
    again.say(said((await host("owned")).id));
    expect(await again.end).toBe("4000 not-enrolled");
  });
});

/** What takes the place of a key: the present one signs it, or there is another secret. */
const REPLACEMENTS: readonly (readonly [string, (name: string, old: string, publicKey: string) => Promise<unknown>])[] =
  [
    [
      "rotated",
      async (name, old, publicKey) => {
        const time = Math.floor(Date.now() / 1_000);
        const signature = signStatement(keyReplacement(name, time, publicKey), old);
        const { status, body } = await api.call("POST", `/api/pollers/${name}/key`, {
          public_key: publicKey,
          time,
          signature,
        });
        expect({ status, body }).toMatchObject({ status: 204 });
      },
    ],
    ["enrolled again", (name, _old, publicKey) => enrol(name, publicKey)],
  ];
test.each(REPLACEMENTS)(
  "a poller that was %s: its old key ends, with the connection that has it",
  async (how, replace) => {
    const [before, after] = [newKeyPair(), newKeyPair()];
    const name = `key-${how.replace(" ", "-")}`;
    await enrol(name, before.publicKey);
    const connection = await connectAs(name, before);
    await replace(name, before.privateKey, after.publicKey);
    expect(await connection.end).toBe("4000 key-replaced");

    const again = await connect();
    again.say(helloTo(again.challenge, { name, privateKey: before.privateKey }));
    expect(await again.end).toBe("4000 not-enrolled");
    await connectAs(name, after);
  },
);

test("what a poller says of itself is shown of it alone", async () => {
  const shown = async (): Promise<unknown> => {
    const { result } = await api.get<{ result: readonly { name: string }[] }>("/api/pollers");
    return result.find(({ name }) => name === "rome");
  };
  await connectAs("rome", rome);
  const before = await shown();
  const connection = await connectAs("paris", paris);
  const { configuration } = await connection.next("welcome");
  for (const frame of OTHERS.filter(([type]) => type !== "results" && type !== "accepted").map(([, said]) => said(0)))
    connection.say("id" in frame ? { ...frame, id: configuration } : frame);
  connection.say(resultsFor((await host("owned")).id, "after all frames"));
  await connection.next("seen");
  expect(await shown()).toEqual(before);
});

test("who asks for another key without the present one does not learn which pollers there are", async () => {
  const answerFor = async (name: string): Promise<string> => {
    const response = await fetch(`${server.url}/api/pollers/${name}/key`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ public_key: rome.publicKey, time: 1, signature: "" }),
    });
    return `${response.status} ${(await response.text()).replaceAll(name, "NAME")}`;
  };
  expect(await answerFor("nobody")).toBe(await answerFor("paris"));
  expect(await answerFor("nobody")).toContain("bad-poller-key");
});

test("a secret enrols once, and none that there is not", async () => {
  const { body } = await api.call<{ readonly secret: string }>("POST", "/api/pollers", { name: "oslo" });
  const keys = newKeyPair();
  expect((await enrolWith("guessed", keys.publicKey)).status).toBeGreaterThanOrEqual(400);
  expect((await enrolWith(body.secret, keys.publicKey)).status).toBe(200);
  expect((await enrolWith(body.secret, newKeyPair().publicKey)).status).toBeGreaterThanOrEqual(400);
  await connectAs("oslo", keys);
});

const now = Date.now() / 1_000;
const VALID: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  hello: {
    name: "paris",
    signature: "c2ln",
    nonce: "n",
    time: now,
    protocol: "vigie-poller.1",
    version: "1",
    epoch: "e",
    last: 0,
    configuration: "",
  },
  results: { results: [[1, 1, 0, 0, "active", now, now, now, "ok", "", "", null]] },
  gap: { from: 1, to: 2, count: 1 },
  accepted: { id: "c" },
  refused: { id: "c", errors: [] },
  beat: { now, echo: null, running: 0, late: 0, buffered: 0 },
};
const MEMBERS = Object.entries(VALID).flatMap(([type, members]) =>
  Object.keys(members).map((name) => [type, name] as const),
);

/** Frames that break a rule, and how the refusal names it. */
const malformed = fc.oneof(
  fc.constantFrom(...MEMBERS).map(([type, name]) => {
    const { [name]: _left, ...rest } = VALID[type]!;
    return { frame: { type, ...rest }, names: new RegExp(`^Frame "${type}"`) };
  }),
  fc
    .tuple(fc.constantFrom(...MEMBERS), fc.constantFrom(true, { a: 1 }, -1.5, "x".repeat(70_000), [[[]]]))
    .map(([[type, name], wrong]) => ({
      frame: { type, ...VALID[type], [name]: wrong },
      names: new RegExp(`^Frame "${type}"`),
    })),
  fc
    .tuple(fc.constantFrom(...Object.keys(VALID)), fc.stringMatching(/^[a-z]{1,8}_$/), fc.jsonValue())
    .map(([type, name, value]) => ({
      frame: { type, ...VALID[type], [name]: value },
      names: new RegExp(`^Frame "${type}"`),
    })),
  fc
    .tuple(fc.integer({ min: 0, max: 11 }), fc.constantFrom(true, { a: 1 }, -1.5, [], "other"))
    .filter(([place, wrong]) => wrong !== "other" || place < 8)
    .map(([place, wrong]) => {
      const row = (VALID["results"]!["results"] as unknown[][])[0]!.with(place, wrong);
      return { frame: { type: "results", results: [row] }, names: /^Frame "results"/ };
    }),
  fc.integer({ min: 0, max: 11 }).map((length) => ({
    frame: { type: "results", results: [(VALID["results"]!["results"] as unknown[][])[0]!.slice(0, length)] },
    names: /^Frame "results"/,
  })),
  fc
    .string({ maxLength: 60 })
    .filter((type) => !(type in VALID))
    .map((type) => ({ frame: { type }, names: /^There is no frame/ })),
  fc
    .jsonValue({ maxDepth: 3 })
    .map((value) => ({ frame: JSON.stringify({ data: value }), names: /^There is no frame/ })),
  fc
    .constantFrom('{"toString":1}', '{"valueOf":1,"toString":null}', `${"[".repeat(50_000)}${"]".repeat(50_000)}`)
    .map((type) => ({ frame: `{"type":${type}}`, names: /^There is no frame null/ })),
  fc.constantFrom("", "{", "[1,", "hello", "{'type':1}").map((frame) => ({ frame, names: /^A frame is JSON/ })),
  fc
    .uint8Array({ minLength: 1, maxLength: 50 })
    .map((bytes) => ({ frame: Buffer.from(bytes), names: /^A frame is JSON/ })),
  fc.constant({ frame: { type: "gap", from: 5, to: 2, count: 1 }, names: /^Frame "gap": "to" is before "from"/ }),
);

test(
  "1,000 malformed frames: each is refused by name, its connection closed, and the centre answers",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(malformed, async ({ frame, names }) => {
        const connection = await connectAs("paris", paris);
        connection.say(frame);
        const { code, message } = await connection.next("refused");
        expect({ code, message }).toEqual({ code: "bad-frame", message: expect.stringMatching(names) });
        expect(await connection.end).toBe("4000 bad-frame");
        open.splice(open.indexOf(connection), 1);
      }),
      { numRuns: 1_000 },
    );
    const connection = await connectAs("paris", paris);
    connection.say("x".repeat(1_100_000));
    expect(await connection.end).toMatch(/^1009/);

    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
    const unharmed = await connectAs("paris", paris);
    unharmed.say(resultsFor((await host("owned")).id, "after all of it"));
    await unharmed.next("seen");
    expect((await host("owned")).output).toContain("after all of it");
  },
);
