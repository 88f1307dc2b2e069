/** In the place of the console in a checkout without a build. */
export const notBuiltPage: Buffer = Buffer.from(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Vigie</title>
    <link rel="stylesheet" href="/api/docs/docs.css" />
  </head>
  <body>
    <header><h1>Vigie</h1></header>
    <main>
      <p>The server runs, but its console is not built. In the checkout of the server, run:</p>
      <pre>npm ci
npm run console:build</pre>
      <p>Then reload this page; the server need not be restarted. Everything else works without it:</p>
      <ul>
        <li><a href="/api/docs">The API</a>, described and to try out</li>
        <li><a href="/api/health">Health</a> of this server</li>
        <li><a href="/docs">The documentation</a></li>
      </ul>
    </main>
  </body>
</html>
`);
