import { expect, test } from "vitest";
import { COLOURS } from "../../alerting/messages/colours.ts";
import { reportScene, type Happened, type SceneGroup } from "./report-scene.fixture.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01", zone: "Europe/Paris" };
const critical = (from: string, to: string, by?: string): Happened => ({
  what: "critical",
  from: `2026-10-${from}`,
  to: `2026-10-${to}`,
  ...(by === undefined ? {} : { by }),
});
const make = (groups: readonly SceneGroup[], more = {}) => {
  const { mails, definition } = reportScene(groups, more);
  return mails.of(definition, OCTOBER);
};

/** Colours of the first chart, day by day. */
const chartOf = (html: string): readonly string[] => {
  const names = new Map<string, string>([
    [COLOURS.good, "good"],
    [COLOURS.warning, "little"],
    [COLOURS.bad, "bad"],
  ]);
  const [chart = ""] = /<tr height="26".*?<\/tr>/.exec(html) ?? [];
  return [...chart.matchAll(/bgcolor="(#\w+)"/g)].map(([, colour]) => names.get(colour!) ?? "other");
};

test("the chart has a cell for each local day, in the colour of its availability", async () => {
  const { html } = await make([
    {
      name: "Web",
      mode: "all",
      // From 23:30 to 00:30 in Paris: half an hour of each day. Then a night of 25 hours, of which two are bad.
      services: [
        [
          "HTTP",
          [critical("09T21:30", "09T22:30"), critical("24T22:00", "25T00:00"), critical("30T10:00", "30T12:00")],
        ],
      ],
    },
  ]);

  const days = chartOf(html);
  expect(days).toHaveLength(31);
  expect(days.flatMap((word, day) => (word === "good" ? [] : [`${day + 1} ${word}`]))).toEqual([
    "9 little",
    "10 little",
    "25 bad",
    "30 bad",
  ]);
  expect(html).toContain('title="9 Oct: 97.91 %"');
  expect(html).toContain('title="25 Oct: 92.00 %"');
});

test("time before the first result, and without monitoring, is neither good nor bad in the chart", async () => {
  const { mails, definition } = reportScene([{ name: "Web", mode: "all", services: [["HTTP", []]] }]);
  const { html, text, subject } = await mails.of(definition, { ...OCTOBER, from: "2026-08-30", to: "2026-08-31" });

  expect(chartOf(html)).toEqual(Array.from({ length: 24 }, () => "other"));
  expect(subject).toBe("Availability on 30 August 2026: Web not measured");
  expect(text).toContain("Web: not measured");
});

test("a group's outage names its members and who acknowledged; the rest of many is a number", async () => {
  const quiet = Array.from({ length: 8 }, (_, n): SceneGroup["services"][number] => [`quiet ${n}`, []]);
  const busy = ["a", "b", "c", "d"].map((name): SceneGroup["services"][number] => [
    name,
    [critical("03T10:00", "03T11:00", name === "b" ? "bob" : "ann")],
  ]);
  const { text } = await make([{ name: "Web", mode: "all", services: [...quiet, ...busy] }]);

  expect(text).toContain("2026-10-03 12:00  1h        ann, bob         web/a, web/b, web/c and 1 more");
  expect(text).toContain("8 members were always available.");
  expect(text).not.toContain("quiet");
});

test("the mean of a group has no outages of its own, but those of its members", async () => {
  const { text } = await make([
    {
      name: "Web",
      mode: "mean",
      services: [
        ["a", [critical("03T10:00", "03T11:00")]],
        ["b", []],
      ],
    },
  ]);

  expect(text).toContain("mean of 2 members");
  expect(text).toMatch(/2026-10-03 12:00 +1h +nobody +web\/a/);
});

test("texts from outside are escaped, and lines stay lines", async () => {
  const name = `<img src=x onerror="a">&'`;
  const { html, text, subject, csv } = await make(
    [{ name, mode: "all", services: [[`=cmd|${name}`, [critical("03T10:00", "03T11:00", `<b>${name}`)]]] }],
    { subject: "$SUMMARY$ in $RANGE$ $OTHER$" },
  );

  expect(html).not.toMatch(/<img|<b>/);
  expect(html).toContain("&lt;img src=x onerror=&quot;a&quot;&gt;&amp;&#39;");
  expect(text).toContain(name);
  expect(subject).toBe(`${name} 99.86 % in October 2026 $OTHER$`);
  expect(csv.split("\r\n")).toHaveLength(4);
});

test("the policy and the time period are said", async () => {
  const { parsePolicy } = await import("../../engine/availability/policy.ts");
  const group: SceneGroup = { name: "Web", mode: "all", services: [["a", []]] };
  const said = async (policy: string): Promise<string> => (await make([group], { policy: parsePolicy(policy) })).text;

  expect(await said("downtime=counted,unmonitored=bad")).toMatch(
    /Available: +OK, WARNING\nUnavailable: +CRITICAL, UNKNOWN, not monitored\nNot counted: +before the first result\nIn downtime: +like any other time\n/,
  );
  expect(await said("downtime=good")).toMatch(/Available: +OK, WARNING, in downtime\n/);
  expect(await said("downtime.critical=bad")).toMatch(/In downtime: +OK not counted, .*CRITICAL unavailable, /);
});

test("the largest report stays below the size at which Gmail cuts a mail", async () => {
  const outages = Array.from({ length: 28 }, (_, n) => {
    const day = String(n + 1).padStart(2, "0");
    return critical(`${day}T10:00`, n % 2 === 0 ? `${day}T10:30` : `${day}T18:00`, `somebody-${n}`);
  });
  const groups = (count: number, members: number): readonly SceneGroup[] =>
    Array.from({ length: count }, (_, n) => ({
      name: `Services of the ${n}th department`,
      mode: (["all", "any", "mean"] as const)[n % 3]!,
      services: Array.from({ length: members }, (_, m) => [`a service of number ${m}`, outages] as const),
    }));

  for (const [count, members] of [
    [1, 200],
    [5, 40],
    [20, 10],
  ] as const) {
    const { html } = await make(groups(count, members));
    expect(Buffer.byteLength(html), `${count} groups`).toBeLessThan(102_000);
  }
});

test("a report that is final is made once for all its recipients, another one each time", async () => {
  const { mails, definition } = reportScene([{ name: "Web", mode: "all", services: [["a", []]] }]);
  const november = { ...OCTOBER, from: "2026-11-01", to: "2026-12-01" };

  expect(await mails.of(definition, OCTOBER)).toBe(await mails.of(definition, OCTOBER));
  expect(await mails.of(definition, november)).not.toBe(await mails.of(definition, november));
  expect((await mails.of(definition, november)).text).toContain("not final yet");
});

test("a poller that is away since a time of the month leaves the report not final, and the mail says whose results are missing", async () => {
  const groups = [
    {
      name: "Web",
      mode: "all" as const,
      services: [
        ["a", []],
        ["b", []],
      ] as const,
    },
  ];
  const textWhenGoneAt = async (time: string): Promise<string> => {
    const since = Date.parse(time) / 1000;
    const { inventory, mails, definition } = reportScene(groups, {}, (key) =>
      key === inventory.services[1]!.key ? since : null,
    );
    return (await mails.of(definition, OCTOBER)).text;
  };

  const text = await textWhenGoneAt("2026-10-28T10:00:00Z");
  expect(text).toMatch(/^Time: .*, not final yet$/m);
  expect(text).toMatch(/^Missing: +results of web\/b since 2026-10-28 11:00: their poller is away$/m);
  expect(await textWhenGoneAt("2026-11-02T10:00:00Z")).not.toMatch(/not final|Missing/);
});
