import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextWith, words } from "../plugins.fixture.ts";
import { localServers } from "../servers.fixture.ts";
import { checkHttp } from "./check-http.ts";
import { servePages } from "./http-pages.fixture.ts";

const answer = (line: string, context = contextWith()): Promise<{ returnCode: number; stdout: string }> =>
  checkHttp.run(words(line), context);

describe("check_http", () => {
  const servers = localServers();
  let web = "";
  beforeAll(async () => {
    web = `-I 127.0.0.1 -p ${await servers.tcp(servePages)}`;
  });
  afterAll(() => servers.stop());
  const untilClosed = async (): Promise<void> => {
    while (servers.openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it("reports status, size and time of a page", async () => {
    const { returnCode, stdout } = await answer(`${web} -u /html -w 5 -c 10`);

    expect(returnCode).toBe(0);
    expect(stdout).toMatch(
      /^HTTP OK: HTTP\/1\.1 200 OK - 129 bytes in \d\.\d{3} second response time \|time=\d\.\d{6}s;5\.000000;10\.000000;0\.000000;10\.000000 size=129B;;;0;\n$/,
    );
  });

  it.each<[string, number]>([
    ["-u /status/404", 1],
    ["-u /status/500", 2],
    ["-u /status/403 -e 403", 0],
    ["-u /html -s Line", 0],
    ["-u /html -s absent", 2],
    ['-u /html -r "T[A-Z]+E"', 0],
    ["-u /empty", 2],
    ["-u /nothttp", 2],
    ["-u /redirect?/status/404 -f follow", 1],
    ["-u /redirect?/html -f critical", 2],
    ["-u /loop -f follow", 1],
    ["-u /self -f follow", 2],
    ["-u /redirect?ftp://x/y -f follow", 3],
    ["-u /hang -t 1", 2],
    ["-u /old -M 1h", 2],
    ["-u /login -a user:pass", 0],
    ["-u /html -m 10:20", 1],
  ])("%s gives state %i", async (line, returnCode) => {
    expect((await answer(`${web} ${line}`)).returnCode).toBe(returnCode);
  });

  it("finds text in a page without headers", async () => {
    const port = await servers.tcp((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nthe text\r\n\r\n")),
    );

    expect((await answer(`-I 127.0.0.1 -p ${port} -s text`)).returnCode).toBe(0);
  });

  it("counts all bytes of a page that is too large to be searched", async () => {
    const block = "x".repeat(1_000_000);
    const port = await servers.tcp((socket) =>
      socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\nServer: x\r\n\r\nstart ${block.repeat(2)} the end`)),
    );

    expect(await answer(`-I 127.0.0.1 -p ${port} -s start`)).toMatchObject({
      returnCode: 0,
      stdout: expect.stringContaining(" 2000044 bytes ") as string,
    });
    expect((await answer(`-I 127.0.0.1 -p ${port} -s "the end"`)).returnCode).toBe(2);
  });

  it("closes its connection at every end of the check", async () => {
    const aborted = new AbortController();

    await answer(`${web} -u /html`);
    await answer(`${web} -u /hang -t 1`);
    const running = answer(`${web} -u /hang`, contextWith({ signal: aborted.signal }));
    setTimeout(() => aborted.abort(), 20);

    expect((await running).returnCode).toBe(3);
    await untilClosed();
  });

  it("sends its user agent", async () => {
    expect((await answer(`${web} -u /agent -s "check_http/v2.3.3 (vigie)"`)).returnCode).toBe(0);
    expect((await answer(`${web} -u /agent -A mine/1 -s mine/1`)).returnCode).toBe(0);
  });

  it("keeps a password out of its output", async () => {
    const { stdout } = await answer(`${web} -u /status/401 -a user:secret -s absent -L -E`);

    expect(stdout).not.toContain("secret");
    expect(stdout).not.toContain(Buffer.from("user:secret").toString("base64"));
  });
});
