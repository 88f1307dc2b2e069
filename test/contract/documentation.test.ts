import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documents } from "../../src/interfaces/api/documentation/pages.ts";
import { renderDocument } from "../../src/interfaces/api/documentation/render-document.ts";
import { type ApiUnderTest, openApi } from "../support/api-under-test.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
const get = (url: string, accept = BROWSER) => api.app.inject({ method: "GET", url, headers: { accept } });

describe("the documentation", () => {
  test("is HTML for browsers, with its pictures and styles, and for others as it is written", async () => {
    const { headers, body } = await get("/docs/console.md");

    expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", vary: "Origin, Accept" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body).toContain('<h1 id="the-console">The console</h1>');
    expect(body).toContain("<title>The console · Vigie</title>");
    expect(body).not.toMatch(/<script|<style| style=| on\w+=/);
    const files = [...body.matchAll(/(?:src|rel="stylesheet" href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(files).toHaveLength(4);
    for (const file of files)
      expect([file, (await get(new URL(file, "http://x/docs/").pathname, "*/*")).statusCode]).toEqual([file, 200]);

    const plain = await get("/docs/console.md", "*/*");
    expect(plain.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(plain.body).toMatch(/^# The console\n/);
  });

  test("has a page and an anchor at the end of each of its links", async () => {
    const pages = new Map<string, string>();
    for (const path of documents.keys()) pages.set(path, (await get(path)).body);
    const lost: string[] = [];
    let followed = 0;
    for (const [path, body] of pages)
      for (const [, href] of body.matchAll(/<a href="([^"]+)"/g)) {
        const { host, pathname, hash } = new URL(href!, `http://here${path}`);
        if (host !== "here" || pathname === "/" || pathname === "/docs") continue;
        followed++;
        const target = pages.get(pathname);
        if (target === undefined || (hash !== "" && !target.includes(` id="${hash.slice(1)}"`)))
          lost.push(`${path} → ${href}`);
      }

    expect(lost).toEqual([]);
    expect(followed).toBeGreaterThan(300);
  });

  test("shows HTML as text, and no link to what is not served", async () => {
    const { html, sections } = await renderDocument(
      "# A\n\n<img src=x onerror=alert(1)> [file](../contrib/x) [js](javascript:alert(1))\n\n## `b` & c\n\n## `b` & c\n",
    );

    expect(html).toContain("&lt;img src=x onerror=alert(1)>");
    expect(html).toContain("file js");
    expect(html).not.toContain("<a ");
    expect(sections.map(({ id }) => id)).toEqual(["b--c", "b--c-1"]);
  });
});
