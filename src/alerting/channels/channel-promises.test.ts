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

/** The other side of one kind of channel, as a real server. */
interface OtherSide {
  /** Lines of vigie.yaml under the channel's name. */
  readonly settings: readonly string[];
  /** Key and text of each message that arrived, and whether it is marked as in doubt. */
  received(): readonly { readonly key: string; readonly text: string; readonly isMarked: boolean }[];
  /** The next message is answered so, the answer repeating the secret where it is sent. */
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

/** Every text in a JSON value, one a line. */
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

  test("says what happened where, and what the plugin said", async () => {
    const outcome = await channel().deliver(sampleNotification());

    expect(outcome).toMatchObject({ delivered: true });
    const { text } = other.received()[0]!;
    for (const part of [
      "PROBLEM: service web/HTTP is CRITICAL",
      "Web server",
      "192.0.2.1",
      "load average: 11.20",
      "second line",
    ])
      expect(text).toContain(part);
  });

  test("says who acknowledged a problem, and why", async () => {
    await channel().deliver(
      sampleNotification({ message: { kind: "acknowledgement", author: "ada", comment: "on my way" } }),
    );

    for (const part of ["ACKNOWLEDGEMENT: service web/HTTP is CRITICAL", "on my way", "Ada L"])
      expect(other.received()[0]!.text).toContain(part);
  });

  test("names what a host that is down takes with it", async () => {
    const others = new Map([[keys.http, stateWith(sampleState, { state: 2 as const })]]);
    await channel().deliver(sampleNotification({ of: "host", state: { state: 1 }, others }));

    expect(other.received()[0]!.text).toContain(
      "1 of its 2 services has a problem: HTTP (CRITICAL)\n1 host behind it cannot be reached: db",
    );
  });

  test("gives each message a key of its own, the same at every try", async () => {
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
  ] as const)(
    "a server that refuses %s: whether to try again is %s, and the secret is not told",
    async (how, retry) => {
      other.failNext(how);

      const outcome = await channel().deliver(sampleNotification());

      expect(outcome).toMatchObject({ delivered: false, retry });
      expect(JSON.stringify(outcome)).toMatch(/later|never|HTTP [45]\d\d no/);
      expect(JSON.stringify(outcome)).not.toContain(SECRET);
    },
  );

  test("gives up on a server that says nothing, to try again", async () => {
    other.failNext("silence");

    expect(await channel().deliver(sampleNotification())).toMatchObject({ delivered: false, retry: true });
  });

  test("tries again where nobody listens", async () => {
    const ops = channel();
    await other.stop();

    const outcome = await ops.deliver(sampleNotification());

    expect(outcome).toMatchObject({ delivered: false, retry: true });
    expect(outcome).not.toHaveProperty("mayHaveArrived");
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });

  test("what a plugin said can neither end the message nor flood it", async () => {
    const output = `first\r\n.\r\nQUIT\r\n\0<b> "&' \ud800 ${"é".repeat(1_000_000)}`;

    expect(await channel().deliver(sampleNotification({ state: { output } }))).toMatchObject({ delivered: true });

    const [got, ...others] = other.received();
    expect(others).toEqual([]);
    expect(got!.text).toContain("first");
    expect(got!.text).toMatch(/\(cut, 10000\d\d characters\)/);
    expect(got!.text.length).toBeLessThan(100_000);
  });

  test("marks a message that may have arrived, under the same key, and no other", async () => {
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

  test("says of silence that the message may have arrived, of a refusal that it has not", async () => {
    const ops = channel();
    other.failNext("silence");
    expect(await ops.deliver(sampleNotification())).toMatchObject({ mayHaveArrived: true });
    other.failNext("for-now");
    expect(await ops.deliver(sampleNotification())).not.toHaveProperty("mayHaveArrived");
  });

  test("sends a message again after a restart unless in_doubt says skip", () => {
    expect([channel().inDoubt, channel("in_doubt: send").inDoubt, channel("in_doubt: skip").inDoubt]).toEqual([
      "send",
      "send",
      "skip",
    ]);
    expect(() => channel("in_doubt: maybe")).toThrow(
      `${folder}/vigie.yaml:${other.settings.length + 3}: channels.ops.in_doubt: expected `,
    );
  });

  test("a setting that it does not know is refused with file, line and what it knows", () => {
    expect(() => channel("colour: red")).toThrow(
      `${folder}/vigie.yaml:${other.settings.length + 3}: channels.ops.colour: unknown setting; known settings are kind, `,
    );
  });

  test("a time limit that is no number of seconds is refused", () => {
    const settings = other.settings.map((line) =>
      line.startsWith("timeout_seconds") ? "timeout_seconds: soon" : line,
    );
    expect(() => {
      other = { ...other, settings };
      channel();
    }).toThrow("channels.ops.timeout_seconds: expected a whole number from 1 to 300, found 'soon'");
  });
});
