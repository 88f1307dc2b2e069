import { readdirSync, readFileSync } from "node:fs";

interface Document {
  /** Its first heading. */
  readonly title: string;
  readonly text: Buffer;
}

const DOCS = new URL("../../../../docs/", import.meta.url);
const INDEX = "README.md";

/** Pages of the documentation by their path on the server. */
export const documents: ReadonlyMap<string, Document> = new Map(
  readdirSync(DOCS)
    .filter((file) => file.endsWith(".md"))
    .map((file) => [`/docs/${file}`, readDocument(file)]),
);

function readDocument(file: string): Document {
  const text = readFileSync(new URL(file, DOCS));
  return { title: /^# (.+)$/m.exec(text.toString())?.[1] ?? file, text };
}

const links = [...documents]
  .filter(([path]) => !path.endsWith(INDEX))
  .map(([path, { title }]) => `        <li><a href="${path}">${withoutMarkup(title)}</a></li>`)
  .join("\n");

/** HTML of the page that lists them. */
export const index: Buffer = Buffer.from(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Documentation of Vigie</title>
    <link rel="stylesheet" href="/api/docs/docs.css" />
  </head>
  <body>
    <header><h1>Documentation of Vigie</h1></header>
    <main>
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
    </main>
  </body>
</html>
`);

function withoutMarkup(text: string): string {
  return text.replaceAll("`", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
