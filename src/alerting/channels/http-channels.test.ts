import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startHttpReceiver, type HttpReceiver } from "../../../test/support/http-receiver.ts";
import { readChannels } from "./read-channels.ts";
import { readSettings } from "../../config/settings/read-settings.ts";
import type { Channel } from "../delivery/channel.ts";
import { sampleNotification } from "../delivery/notification.fixture.ts";
import { channelOfSettings } from "./channel-of-settings.fixture.ts";

let folder: string;
let receiver: HttpReceiver;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "vigie-http-channel-"));
  receiver = await startHttpReceiver();
});
afterEach(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true });
});

const channel = (...lines: string[]): Channel => channelOfSettings(folder, lines);
const body = (): unknown => JSON.parse(receiver.requests.at(-1)!.body);

describe("a webhook", () => {
  const hook = (...lines: string[]): Channel => channel("kind: webhook", `url: ${receiver.url}/hook?a=1`, ...lines);

  test("sends all data as JSON if no body is configured", async () => {
    await hook().deliver(sampleNotification({ message: { isEscalated: true } }));

    expect(receiver.requests[0]).toMatchObject({
      method: "POST",
      path: "/hook?a=1",
      headers: { "content-type": "application/json", "idempotency-key": "1700000000-1" },
    });
    expect(body()).toEqual({
      id: "1700000000-1",
      type: "PROBLEM",
      time: "2023-11-14T22:13:20Z",
      title: "Problem: service web/HTTP is CRITICAL",
      host: { id: 1, name: "web", alias: "Web server", address: "192.0.2.1" },
      service: { id: 10, description: "HTTP" },
      state: "CRITICAL",
      state_code: 2,
      state_type: "HARD",
      attempt: 3,
      since: "2023-11-14T22:12:20Z",
      output: "CRITICAL - load average: 11.20, 9.56, 7.89",
      long_output: "second line",
      perfdata: "load1=11.200;5.000;10.000;0; load5=9.560;5.000;10.000;0;",
      impact: null,
      notification_number: 0,
      is_escalated: true,
      contact: { name: "ada", alias: "Ada L", email: "ada@example.org" },
      author: null,
      comment: "",
      in_doubt: false,
    });
  });

  test("fills a template so that it stays JSON with any values", async () => {
    const output = 'a "quote", a \\ and\ta tab\nsecond \ud800 line';
    await hook(
      "method: PUT",
      `body: '{"text": "$SERVICEOUTPUT$|$LONGSERVICEOUTPUT$", "code": $SERVICESTATEID$}'`,
    ).deliver(sampleNotification({ state: { output } }));

    expect(receiver.requests[0]!.method).toBe("PUT");
    expect(body()).toEqual({ text: 'a "quote", a \\ and\ta tab|second \ufffd line', code: 2 });
  });

  test("sends headers, and reads those in files at each message", async () => {
    writeFileSync(join(folder, "token"), "Bearer first\n");
    const ops = hook("headers:", "  X-Team: ops", "secret_headers:", "  Authorization: token");
    writeFileSync(join(folder, "token"), "Bearer second\n");
    receiver.answerNext(403, "Bearer second is not welcome");

    expect(await ops.deliver(sampleNotification())).toEqual({
      delivered: false,
      retry: false,
      reason: "HTTP 403 *** is not welcome",
    });
    expect(receiver.requests[0]!.headers).toMatchObject({ "x-team": "ops", authorization: "Bearer second" });
  });

  test.each([150, 180, 189, 199])("masks a secret %i characters into the answer, where it is cut", async (before) => {
    writeFileSync(join(folder, "token"), "Bearer TOPSECRETTOKENVALUE\n");
    receiver.answerNext(400, `${"x".repeat(before)}Bearer TOPSECRETTOKENVALUE ${"y".repeat(100)}`);

    const outcome = await hook("secret_headers:", "  Authorization: token").deliver(sampleNotification());

    expect(JSON.stringify(outcome)).not.toMatch(/Bearer|TOPSECRET/);
  });

  test.each([
    [200, {}, { delivered: true, answer: "HTTP 200 said" }],
    [204, {}, { delivered: true, answer: "HTTP 204" }],
    [301, { location: "/elsewhere" }, { delivered: false, retry: false, reason: "HTTP 301 said" }],
    [400, {}, { delivered: false, retry: false, reason: "HTTP 400 said" }],
    [408, {}, { delivered: false, retry: true, reason: "HTTP 408 said" }],
    [410, {}, { delivered: false, retry: false, reason: "HTTP 410 said" }],
    [429, { "retry-after": "120" }, { delivered: false, retry: true, reason: "HTTP 429 said", retryAfterSeconds: 120 }],
    [429, { "retry-after": "soon" }, { delivered: false, retry: true, reason: "HTTP 429 said" }],
    [
      429,
      { "retry-after": "Mon, 01 Jan 2001 00:00:00 GMT" },
      { delivered: false, retry: true, reason: "HTTP 429 said", retryAfterSeconds: 0 },
    ],
    [503, {}, { delivered: false, retry: true, reason: "HTTP 503 said" }],
  ])("maps the answer %i with %j to an outcome", async (status, headers, outcome) => {
    receiver.answerNext(status, status === 204 ? "" : "said", headers as Record<string, string>);

    expect(await hook().deliver(sampleNotification())).toEqual(outcome);
    expect(receiver.requests).toHaveLength(1);
  });

  test("reads only the beginning of an answer", async () => {
    receiver.answerNext(400, "x".repeat(5_000_000));

    expect(await hook().deliver(sampleNotification())).toMatchObject({
      delivered: false,
      reason: `HTTP 400 ${"x".repeat(199)}…`,
    });
  });

  test.each([
    ["an answer that is no HTTP", "220 ready\r\n\r\n", { delivered: false, retry: true, mayHaveArrived: true }],
    [
      "headers without end",
      `HTTP/1.1 200 OK\r\nX: ${"x".repeat(40_000)}\r\n`,
      { delivered: false, retry: true, mayHaveArrived: true },
    ],
    [
      "a success whose text is cut off",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsaid",
      { delivered: true, answer: "HTTP 200 said" },
    ],
    [
      "a success whose text cannot be decoded",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nsaid",
      { delivered: true, answer: "HTTP 200" },
    ],
    [
      "a failure whose text cannot be read",
      "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      { delivered: false, retry: true, reason: "HTTP 503" },
    ],
  ])("tells from %s whether the message may have arrived", async (_what, answer, outcome) => {
    const server = createServer((socket) => {
      socket.on("error", () => {}).on("data", () => socket.end(answer));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;

    const delivery = await channel("kind: webhook", `url: http://127.0.0.1:${port}/`).deliver(sampleNotification());
    server.close();

    expect(delivery).toMatchObject(outcome);
    expect("mayHaveArrived" in delivery).toBe("mayHaveArrived" in outcome);
  });

  test.each([
    [["url: ftp://x"], "channels.ops.url: expected an address that begins with https:// or http://"],
    [["url: https://user:secret@x/"], "channels.ops.url: expected an address without a user name; use secret_headers"],
    [[], "channels.ops: 'url' or 'url_file' is missing"],
    [["url: http://x", 'body: "{text: 1}"'], /channels\.ops\.body: expected JSON with macros in quotes: /],
    [
      ["url: http://x", `body: '{"text": $SERVICEOUTPUT$ $HOSTNAME$}'`],
      /channels\.ops\.body: expected JSON with macros in quotes: /,
    ],
    [["url: http://x", "method: GET"], "channels.ops.method: expected one of POST, PUT, PATCH, found 'GET'"],
    [["url: http://x", "headers: x"], 'channels.ops.headers: expected "name: value" lines'],
    [["url: http://x", "headers:", '  "a b": c'], "channels.ops.headers: 'a b' is not a header that can be sent"],
    [
      ["url: http://x", "secret_headers:", "  Authorization: nowhere"],
      /channels\.ops\.secret_headers: .*nowhere cannot be read: no such file/,
    ],
  ])("%j is refused", (lines, message) => {
    expect(() => channel("kind: webhook", ...lines)).toThrow(message);
  });
});

describe("a Slack channel", () => {
  test("sends title, facts and output with a bar in the colour of the state", async () => {
    await channel("kind: slack", `url: ${receiver.url}/services/T/B/X`, 'channel: "#ops"').deliver(
      sampleNotification({ state: { output: "a <b> & ```c\nd" } }),
    );

    expect(body()).toEqual({
      channel: "#ops",
      attachments: [
        {
          color: "#d32f2f",
          fallback: "Problem: service web/HTTP is CRITICAL",
          title: "Problem: service web/HTTP is CRITICAL",
          text: "```a &lt;b&gt; &amp; '''c\nd```",
          fields: [
            { title: "Host", value: "web (Web server, 192.0.2.1)", short: false },
            { title: "Service", value: "HTTP", short: false },
            { title: "State", value: "CRITICAL", short: true },
            { title: "Since", value: "2023-11-14 22:12:20 +00:00", short: false },
            { title: "Time", value: "2023-11-14 22:13:20 +00:00", short: false },
          ],
          mrkdwn_in: ["text"],
          ts: 1_700_000_000,
        },
      ],
    });
  });

  test.each([
    [0, "#2e9e3f"],
    [1, "#e6a100"],
    [2, "#d32f2f"],
    [3, "#8a6bbf"],
  ] as const)("state %i has the colour %s", async (state, color) => {
    await channel("kind: slack", `url: ${receiver.url}`).deliver(sampleNotification({ state: { state } }));

    expect(body()).toMatchObject({ attachments: [{ color }] });
  });

  test("fills a template and escapes Slack's control characters", async () => {
    await channel(
      "kind: slack",
      `url: ${receiver.url}`,
      'text: "*$NOTIFICATIONTYPE$* <https://x/|$HOSTNAME$> $SERVICEOUTPUT$"',
    ).deliver(sampleNotification({ state: { output: "<!channel> & co" } }));

    expect(body()).toEqual({ text: "*PROBLEM* <https://x/|web> &lt;!channel&gt; &amp; co" });
  });

  test("reads its address from a file and never reveals it", async () => {
    writeFileSync(join(folder, "hook"), `${receiver.url}/services/T0001/B0001/verysecret\n`);
    receiver.answerNext(404, "no_team at /services/T0001/B0001/verysecret");

    expect(await channel("kind: slack", "url_file: hook").deliver(sampleNotification())).toEqual({
      delivered: false,
      retry: false,
      reason: "HTTP 404 no_team at ***",
    });
    writeFileSync(join(folder, "hook"), "not an address verysecret\n");
    expect(() => channel("kind: slack", "url_file: hook")).toThrow(
      /url_file: expected an address that begins with https:\/\/ or http:\/\/$/,
    );
  });
});

test.each([
  [["kind: pigeon"], "vigie.yaml:3: channels.ops.kind: expected one of mail, webhook, slack, found 'pigeon'"],
  [["name: x"], "channels.ops: 'kind' is missing"],
])("%j is refused as a channel", (lines, message) => {
  expect(() => channel(...lines)).toThrow(message);
});

test.each([
  ["channels: mail", "vigie.yaml:1: channels: expected channels by name"],
  ["channels:\n  ops: mail", 'vigie.yaml:2: channels.ops: expected "key: value" lines'],
  ['channels:\n  "a b":\n    kind: slack', "channels.a b: a name has 1 to 64 letters, digits, -, _ and ."],
  ["channels:\n  ops:\n    kind: [slack]", "vigie.yaml:3: channels.ops.kind: expected a single value"],
])("%j is refused", (text, message) => {
  writeFileSync(join(folder, "vigie.yaml"), text);
  expect(() => readChannels(readSettings({ flags: { config: folder }, env: {}, root: folder }).channels)).toThrow(
    message,
  );
});
