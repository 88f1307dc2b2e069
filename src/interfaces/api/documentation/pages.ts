import { readdirSync, readFileSync } from "node:fs";
import { escaped, htmlPage } from "./html-page.ts";
import { renderDocument } from "./render-document.ts";

interface Document {
  /** Its first heading. */
  readonly title: string;
  readonly text: Buffer;
}

const DOCS = new URL("../../../../docs/", import.meta.url);
const INDEX = "README.md";

/** Pages of the documentation by their path on the server, as they are written. */
export const documents: ReadonlyMap<string, Document> = new Map(
  readdirSync(DOCS)
    .filter((file) => file.endsWith(".md"))
    .map((file) => [`/docs/${file}`, readDocument(file)]),
);

/** What they show and look like, by path: files that are read when they are asked for. */
export const filesOfPages: ReadonlyMap<string, { readonly type: string; readonly file: URL }> = new Map([
  [
    "/docs/documentation.css",
    { type: "text/css; charset=utf-8", file: new URL("page/documentation.css", import.meta.url) },
  ],
  ...readdirSync(new URL("pictures/", DOCS))
    .filter((file) => file.endsWith(".png"))
    .map((file) => [`/docs/pictures/${file}`, { type: "image/png", file: new URL(`pictures/${file}`, DOCS) }] as const),
]);

function readDocument(file: string): Document {
  const text = readFileSync(new URL(file, DOCS));
  return { title: /^# (.+)$/m.exec(text.toString())?.[1] ?? file, text };
}

const rendered = new Map<string, Promise<Buffer>>();

/** A page of the documentation as HTML. */
export function pageOf(path: string): Promise<Buffer> {
  return rendered.getOrInsertComputed(path, async () => {
    const { title, text } = documents.get(path)!;
    const { html, sections } = await renderDocument(text.toString());
    const links = sections.map(({ id, title: name }) => `<li><a href="#${escaped(id)}">${name}</a></li>`).join("\n");
    return htmlPage(
      `${title.replaceAll("`", "")} · Vigie`,
      `<div class="columns">
<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>
${links}
</ul></nav>
<main id="content" class="text" tabindex="-1">
${html}</main>
</div>`,
    );
  });
}

const links = [...documents]
  .filter(([path]) => !path.endsWith(INDEX))
  .map(([path, { title }]) => `        <li><a href="${path}">${escaped(title.replaceAll("`", ""))}</a></li>`)
  .join("\n");

/** HTML of the page that lists them. */
export const index: Buffer = htmlPage(
  "Documentation of Vigie",
  `    <main id="content" class="text" tabindex="-1">
      <h1>Documentation of Vigie</h1>
      <p>
        Vigie runs checks, keeps the states of hosts and services, sends notifications, and answers the Centreon Web
        REST API v2 below <code>/centreon/api</code>.
      </p>
      <ul>
        <li><a href="/">The console</a></li>
        <li><a href="/api/docs">The API</a>, described and to try out</li>
        <li><a href="/api/health">Health</a> of this server</li>
        <li><a href="/docs/${INDEX}">Words that are only ours</a>, and what stands where</li>
      </ul>
      <h2>Pages</h2>
      <ul>
${links}
      </ul>
    </main>`,
);
