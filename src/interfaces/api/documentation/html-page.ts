/** What surrounds a page of the documentation. `main` is HTML. */
export const htmlPage = (title: string, main: string): Buffer =>
  Buffer.from(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="/api/docs/docs.css" />
    <link rel="stylesheet" href="/docs/documentation.css" />
  </head>
  <body>
    <a class="skip" href="#content">Skip to content</a>
    <header>
      <p><a href="/docs">Documentation of Vigie</a></p>
      <p><a href="/">Console</a></p>
    </header>
${main}
  </body>
</html>
`);

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
