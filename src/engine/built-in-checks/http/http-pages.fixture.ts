import type { Socket } from "node:net";

const pages: Readonly<Record<string, (path: string, request: string) => string>> = {
  "/html": () =>
    page(["Content-Type: text/html", "X-Foo: bar"], "<html>\n<b>Line one</b>\nLine two | pipe\nLine THREE\n</html>\n"),
  "/http10": () => "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold\n",
  "/nothttp": () => "SSH-2.0-foo\r\n",
  "/empty": () => "",
  "/nobody": () => page([], ""),
  "/headonly": () => "HTTP/1.1 200 OK\r\nX-A: b\r\n",
  "/lf": () => "HTTP/1.1 200 OK\nX-A: b\n\nbody here",
  "/length": () => page(["Content-Length: 5"], "hello"),
  "/chunked": () => page(["Transfer-Encoding: chunked"], "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"),
  "/big": () => page([], `${"x".repeat(100_000)}END\n`),
  "/noreason": () => "HTTP/1.1 200\r\n\r\nx",
  "/junk": () => "HTTP/1.1 abc Foo\r\n\r\nx",
  "/continue": () => "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\nbody",
  "/redirect": (path) => `HTTP/1.1 302 Found\r\nLocation: ${path.slice(path.indexOf("?") + 1)}\r\n\r\nmoved\n`,
  "/nowhere": () => "HTTP/1.1 302 Found\r\n\r\nmoved\n",
  "/folded": () => "HTTP/1.1 302 Found\r\nLocation:\r\n /html\r\n\r\n",
  "/loop": (path) => `HTTP/1.1 301 Moved\r\nLocation: /loop?${Number(path.split("?")[1] ?? 0) + 1}\r\n\r\n`,
  "/self": () => "HTTP/1.1 301 Moved\r\nLocation: /self\r\n\r\n",
  "/login": (_path, request) =>
    /^authorization: basic dXNlcjpwYXNz\r$/im.test(request) ? page([], "yes") : "HTTP/1.1 401 Unauthorized\r\n\r\nno",
  "/proxylogin": (_path, request) =>
    /^proxy-authorization: basic dXNlcjpwYXNz\r$/im.test(request) ? page([], "yes") : "HTTP/1.1 407 Proxy\r\n\r\nno",
  // Echoes the request, without the parts in which the two programs differ.
  "/request": (_path, request) =>
    page([], request.replace(/^User-Agent:.*\r\n/m, "A: ").replace("check_http/v2.3.3", "")),
  "/agent": (_path, request) => page([], /^User-Agent: (.*)\r$/m.exec(request)?.[1] ?? ""),
  "/fresh": () => aged(60),
  "/old": () => aged(90_000),
  "/veryold": () => aged(90_000 * 20),
  "/twodays": () => aged(172_800),
  "/overtwodays": () => aged(172_801),
  "/future": () => aged(-3600),
  "/undated": () => page([`Last-Modified: ${httpDate(0)}`], ""),
  "/unmodified": () => page([`Date: ${httpDate(0)}`], ""),
};

/** Serves a page for every case of check_http. Reads one request and closes after the response. */
export function servePages(socket: Socket): void {
  let request = "";
  let isAnswered = false;
  socket.on("data", (data) => {
    request += data.toString("latin1");
    const length = Number(/^content-length: (\d+)/im.exec(request)?.[1] ?? 0);
    const headerEnd = request.indexOf("\r\n\r\n");
    if (isAnswered || headerEnd < 0 || request.length < headerEnd + 4 + length) return;
    isAnswered = true;
    answer(socket, request);
  });
}

function answer(socket: Socket, request: string): void {
  const path = request.split(" ")[1] ?? "";
  const name = path.split("?")[0]!.replace(/^https?:\/\/[^/]*/, "");
  const status = /^\/status\/(\w+)/.exec(path)?.[1];
  if (status !== undefined) socket.end(`HTTP/1.1 ${status} Some Reason\r\nServer: x\r\n\r\nbody\n`);
  else if (name === "/slow") setTimeout(() => socket.end(page([], "slow\n")), 300);
  else if (name === "/slowbody") {
    socket.write(page([], "part1"));
    setTimeout(() => socket.end("part2"), 300);
  } else if (name === "/reset") socket.resetAndDestroy();
  else if (name !== "/hang") socket.end(pages[name]?.(path, request) ?? page([], "hello world\n"));
}

function page(headers: readonly string[], body: string): string {
  return ["HTTP/1.1 200 OK", "Server: pages", ...headers, "", body].join("\r\n");
}

function aged(seconds: number): string {
  return page([`Date: ${httpDate(0)}`, `Last-Modified: ${httpDate(seconds)}`], "");
}

function httpDate(secondsAgo: number): string {
  return new Date((Math.floor(Date.now() / 1000) - secondsAgo) * 1000).toUTCString();
}
