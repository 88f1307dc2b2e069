import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";
import { HTTP, WEB_01 } from "../support/invented-site.ts";
import { sampleAcknowledgement, sampleDowntime } from "../support/record-samples.ts";
import type { Change } from "../../src/model/change.ts";

const RECORDS = 602;
const PAGE = 301;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi({
    before: Array.from({ length: RECORDS }, (_, place): readonly Change[] => {
      const key = place % 2 === 0 ? WEB_01 : HTTP;
      const id = place + 1;
      // Active ones are ended by the start.
      return [
        { kind: "acknowledgement", record: { ...sampleAcknowledgement(id, key), comment: `"é${place}"` } },
        { kind: "downtime", record: { ...sampleDowntime(id, key), comment: `"é${place}"`, deletionTime: 90 } },
      ];
    }).flat(),
  });
});
afterAll(() => api.close());

/** Texts of the items of a page, as sent. */
async function itemsOf(path: string): Promise<{ readonly items: string; readonly isStreamed: boolean }> {
  const { text, headers } = await api.get(path);
  return {
    items: /^\{"result":\[(.*)\],"meta":/s.exec(text)![1]!,
    isStreamed: headers["content-length"] === undefined,
  };
}

describe("large pages are streamed, with the bytes of small ones (later versions §3.2)", () => {
  test.each(
    ["beta", "v20.04", "v22.04", "latest"].flatMap((token) =>
      ["/monitoring/downtimes", "/monitoring/acknowledgements"].map((list) => [token, list] as const),
    ),
  )("%s %s", async (token, list) => {
    const path = `/centreon/api/${token}${list}?sort_by=id`;
    const pages = [await itemsOf(`${path}&limit=${PAGE}&page=1`), await itemsOf(`${path}&limit=${PAGE}&page=2`)];

    expect(pages.map(({ isStreamed }) => isStreamed)).toEqual([false, false]);
    const whole = await itemsOf(`${path}&limit=500000`);
    expect(whole.isStreamed).toBe(true);
    expect(whole.items === pages.map(({ items }) => items).join(",")).toBe(true);
  });
});
