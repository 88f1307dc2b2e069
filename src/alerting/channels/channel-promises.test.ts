import { CHANNEL_KINDS } from "./channel-kinds.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startHttpReceiver } from "../../../test/support/http-receiver.ts";
import { sampleState } from "../../../test/support/record-samples.ts";
import { partsOf, startSmtpServer } from "../../../test/support/smtp-server.ts";
import type { Channel } from "../delivery/channel.ts";
import { keys, sampleNotification } from "../delivery/notification.fixture.ts";
import { channelOfSettings } from "./channel-of-settings.fixture.ts";
import { stateWith } from "../../../test/support/state-with.ts";

const SECRET = "hunter2-hunter2";

/** Receiver for one kind of channel, a real server. */
interface OtherSide {
  /** Lines of vigie.yaml under the channel's name. */
  readonly settings: readonly string[];
  /** Key, text and in-doubt mark of each message received. */
  received(): readonly { readonly key: string; readonly text: string; readonly isMarked: boolean }[];
  /** Sets the answer to the next message; it repeats the secret if one is sent. */
  failNext(how: "for-now" | "for-good" | "silence"): void;
  stop(): Promise<void>;
}

const kinds: Readonly<Record<string, () => Promise<OtherSide>>> = {
  async mail() {
    const server = await startSmtpServer({ password: SECRET });
    return {
      settings: [
        "kind: mail",
        `server: 127.0.0.1:${server.port}`,
        "tls: none",
        "from: Vigie <vigie@example.org>",
        "user: vigie",
        `password: ${SECRET}`,
        "timeout_seconds: 1",
      ],
      received: () =>
        server.mails.map((mail) => {
          const { headers, text } = partsOf(mail);
          return {
            key: headers.get("message-id")!,
            isMarked: headers.get("x-vigie-in-doubt") === "true",
            text: `${headers.get("subject")}\n${text.replaceAll("\r\n", "\n")}`,
          };
        }),
      failNext: (how) =>
        server.answerNext(
          "mail",
          { "for-now": `451 4.3.0 later ${SECRET}`, "for-good": `550 5.1.1 never ${SECRET}`, silence: "" }[how],
        ),
      stop: server.stop,
    };
  },
  webhook: () => startHttpSide("webhook", `/hook/${SECRET}`, { "for-now": 503, "for-good": 400 }),
  slack: () => startHttpSide("slack", `/services/${SECRET}`, { "for-now": 500, "for-good": 404 }),
};

test("every kind of channel is tested here", () => {
  expect(Object.keys(kinds)).toEqual([...CHANNEL_KINDS.keys()]);
});

async function startHttpSide(
  kind: string,
  path: string,
  statuses: { readonly "for-now": number; readonly "for-good": number },
): Promise<OtherSide> {
  const server = await startHttpReceiver();
  return {
    settings: [`kind: ${kind}`, `url: ${server.url}${path}`, "timeout_seconds: 1"],
    received: () =>
      server.requests.map(({ headers, body }) => ({
        key: String(headers["idempotency-key"]),
        isMarked:
          kind === "webhook"
            ? headers["vigie-in-doubt"] === "true" && (JSON.parse(body) as { in_doubt: boolean }).in_doubt
            : body.includes("may have been sent before"),
        text: strings(JSON.parse(body)),
      })),
    failNext: (how) => server.answerNext(how === "silence" ? 0 : statuses[how], `no ${path}`),
    stop: server.stop,
  };
}

/** Returns all texts in a JSON value, one per line. */
const strings = (value: unknown): string =>
  typeof value === "object" && value !== null ? Object.values(value).map(strings).join("\n") : String(value);

describe.each(Object.entries(kinds))("a channel of kind %s", (_kind, start) => {
  let other: OtherSide;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "vigie-channel-"));
    other = await start();
  });
  afterEach(async () => {
    await other.stop();
    rmSync(folder, { recursive: true });
  });

  const channel = (...more: string[]): Channel => channelOfSettings(folder, [...other.settings, ...more]);

  test("names the resource, its state and the plugin's output", async () => {
    const outcome = await channel().deliver(sampleNotification());

    expect(outcome).toMatchObject({ delivered: true });
    const { text } = other.received()[0]!;
    for (const part of [
      "Problem: service web/HTTP is CRITICAL",
      "Web server",
      "192.0.2.1",
      "load average: 11.20",
      "second line",
    ])
      expect(text).toContain(part);
  });

  test("names the author and the comment of an acknowledgement", async () => {
    await channel().deliver(
      sampleNotification({ message: { kind: "acknowledgement", author: "ada", comment: "on my way" } }),
    );

    for (const part of ["Acknowledged: service web/HTTP is CRITICAL", "on my way", "Ada L"])
      expect(other.received()[0]!.text).toContain(part);
  });

  test("names the impact of a host that is down", async () => {
    const others = new Map([[keys.http, stateWith(sampleState, { state: 2 as const })]]);
    await channel().deliver(sampleNotification({ of: "host", state: { state: 1 }, others }));

    expect(other.received()[0]!.text).toContain(
      "1 of its 2 services has a problem: HTTP (CRITICAL)\n1 host behind it cannot be reached: db",
    );
  });

  test("sends nothing if it may not, asked when nothing is left to do but to send", async () => {
    const beforeSending = (): void => {
      throw new Error("another server may lead");
    };

    await expect(channel().deliver({ ...sampleNotification(), beforeSending })).rejects.toThrow("another server");

    await channel().deliver(sampleNotification({ id: 2 }));
    expect(other.received()).toHaveLength(1);
    expect(other.received()[0]!.key).toContain("-2");
  });

  test("gives each message its own key, the same at every attempt", async () => {
    const ops = channel();
    for (const id of [1, 1, 2]) await ops.deliver(sampleNotification({ id }));

    const [first, again, second] = other.received().map(({ key }) => key);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
    expect(first).toContain("1700000000-1");
  });

  test.each([
    ["for-now", true],
    ["for-good", false],
  ] as const)("a server that refuses %s: retry is %s, and the secret is not revealed", async (how, retry) => {
    other.failNext(how);

    const outcome = await channel().deliver(sampleNotification());

    expect(outcome).toMatchObject({ delivered: false, retry });
    expect(JSON.stringify(outcome)).toMatch(/later|never|HTTP [45]\d\d no/);
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });

  test("gives up on a silent server, to be retried", async () => {
    other.failNext("silence");

    expect(await channel().deliver(sampleNotification())).toMatchObject({ delivered: false, retry: true });
  });

  test("retries if nobody listens", async () => {
    const ops = channel();
    await other.stop();

    const outcome = await ops.deliver(sampleNotification());

    expect(outcome).toMatchObject({ delivered: false, retry: true });
    expect(outcome).not.toHaveProperty("mayHaveArrived");
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });

  test("a plugin's output can neither end the message nor flood it", async () => {
    const output = `first\r\n.\r\nQUIT\r\n\0<b> "&' \ud800 ${"é".repeat(1_000_000)}`;

    expect(await channel().deliver(sampleNotification({ state: { output } }))).toMatchObject({ delivered: true });

    const [got, ...others] = other.received();
    expect(others).toEqual([]);
    expect(got!.text).toContain("first");
    expect(got!.text).toMatch(/\(cut, 10000\d\d characters\)/);
    expect(got!.text.length).toBeLessThan(100_000);
  });

  test("marks exactly the messages that may have arrived, under the same key", async () => {
    const ops = channel();
    for (const doubt of [null, "restart", "unanswered"] as const)
      await ops.deliver(sampleNotification({ message: { doubt } }));

    const [first, ...again] = other.received();
    expect(first!.isMarked).toBe(false);
    expect(again.map(({ key, isMarked }) => [key, isMarked])).toEqual([
      [first!.key, true],
      [first!.key, true],
    ]);
  });

  test("reports that a message may have arrived after silence, but not after a refusal", async () => {
    const ops = channel();
    other.failNext("silence");
    expect(await ops.deliver(sampleNotification())).toMatchObject({ mayHaveArrived: true });
    other.failNext("for-now");
    expect(await ops.deliver(sampleNotification())).not.toHaveProperty("mayHaveArrived");
  });

  test("sends a message again after a restart unless in_doubt is skip", () => {
    expect([channel().inDoubt, channel("in_doubt: send").inDoubt, channel("in_doubt: skip").inDoubt]).toEqual([
      "send",
      "send",
      "skip",
    ]);
    expect(() => channel("in_doubt: maybe")).toThrow(
      `${folder}/vigie.yaml:${other.settings.length + 3}: channels.ops.in_doubt: expected `,
    );
  });

  test("an unknown setting is refused with file, line and the known settings", () => {
    expect(() => channel("colour: red")).toThrow(
      `${folder}/vigie.yaml:${other.settings.length + 3}: channels.ops.colour: ` +
        "unknown setting; known settings are kind, ",
    );
  });

  test("a time limit that is not a number of seconds is refused", () => {
    const settings = other.settings.map((line) =>
      line.startsWith("timeout_seconds") ? "timeout_seconds: soon" : line,
    );
    expect(() => {
      other = { ...other, settings };
      channel();
    }).toThrow("channels.ops.timeout_seconds: expected a whole number from 1 to 300, found 'soon'");
  });
});
