import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { contextWith, clockAt, words } from "../plugins.fixture.ts";
import { hasOpenssl, localServers, makeCertificate, temporaryFolder } from "../servers.fixture.ts";
import { checkTcp } from "./check-tcp.ts";

const answer = (line: string, context = contextWith()): Promise<{ returnCode: number; stdout: string }> =>
  checkTcp.run(words(line), context);

describe("check_tcp", () => {
  const servers = localServers();
  let banner = 0;
  let silent = 0;
  beforeAll(async () => {
    banner = await servers.tcp((socket) => socket.write("220 ready\r\n"));
    silent = await servers.tcp(() => {});
  });
  afterAll(() => servers.stop());
  const untilClosed = async (): Promise<void> => {
    while (servers.openConnections() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it("is OK for a port that accepts connections, and reports the time taken", async () => {
    const { returnCode, stdout } = await answer(`-H 127.0.0.1 -p ${banner} -w 5 -c 10`);

    expect(returnCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^TCP OK - \\d\\.\\d{3} second response time on 127\\.0\\.0\\.1 port ${banner}\\|time=\\d\\.\\d{6}s;` +
          "5\\.000000;10\\.000000;0\\.000000;10\\.000000\\n$",
      ),
    );
  });

  it("is CRITICAL for a closed port unless configured otherwise", async () => {
    const closed = await servers.closedPort();
    const refused = `connect to address 127.0.0.1 and port ${closed}: Connection refused\n`;

    expect(await answer(`-H 127.0.0.1 -p ${closed}`)).toEqual({ returnCode: 2, stdout: refused });
    expect(await answer(`-H 127.0.0.1 -p ${closed} -r ok`)).toEqual({ returnCode: 0, stdout: refused });
  });

  it("gives up at its timeout", async () => {
    expect(await answer(`-H 127.0.0.1 -p ${silent} -e x -t 1`)).toEqual({
      returnCode: 2,
      stdout: "CRITICAL - Socket timeout after 1 seconds\n",
    });
  });

  it("sends the quit string after an expected response", async () => {
    const received: string[] = [];
    const port = await servers.tcp((socket) => {
      socket.write("hello\r\n");
      socket.on("data", (data) => received.push(data.toString()));
    });

    const { stdout } = await answer(`-H 127.0.0.1 -p ${port} -e hello -q QUIT`);
    await untilClosed();

    expect(stdout).toContain("[hello]");
    expect(received).toEqual(["QUIT\r\n"]);
  });

  it("gives the thresholds in perfdata also with an unexpected response", async () => {
    const { returnCode, stdout } = await answer(`-H 127.0.0.1 -p ${banner} -e nope -w 5.5 -c 9.5`);

    expect(returnCode).toBe(1);
    expect(stdout).toContain("TCP WARNING - Unexpected response from host/socket: 220 ready|time=");
    expect(stdout).toContain("s;5.500000;9.500000;");
  });

  it("stops reading an endless response", async () => {
    const port = await servers.tcp((socket) => {
      const timer = setInterval(() => socket.write("x".repeat(30_000)), 1);
      socket.on("close", () => clearInterval(timer));
    });

    const { returnCode, stdout } = await answer(`-H 127.0.0.1 -p ${port} -e nope`);

    expect(returnCode).toBe(1);
    expect(stdout.length).toBeLessThan(70_000);
    await untilClosed();
  });

  it("closes its connection at every end of the check", async () => {
    const aborted = new AbortController();

    await answer(`-H 127.0.0.1 -p ${banner}`);
    await answer(`-H 127.0.0.1 -p ${silent} -e x -t 1`);
    const running = answer(`-H 127.0.0.1 -p ${silent} -e x`, contextWith({ signal: aborted.signal }));
    setTimeout(() => aborted.abort(), 20);

    expect((await running).returnCode).toBe(3);
    await untilClosed();
  });

  it("does not start once the signal is aborted", async () => {
    const aborted = new AbortController();
    aborted.abort();

    expect((await answer(`-H 127.0.0.1 -p ${silent} -e x`, contextWith({ signal: aborted.signal }))).returnCode).toBe(
      3,
    );
    expect(servers.openConnections()).toBe(0);
  });

  it.skipIf(!hasOpenssl)("counts the days of a certificate by the given clock (skipped without openssl)", async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const validTo = Date.parse("2031-05-01T12:00:00Z");
    const port = await servers.tls(
      makeCertificate(folder.path, "/CN=a.example", new Date("2026-01-01T00:00:00Z"), new Date(validTo)),
      () => {},
    );
    const daysBefore = (days: number) => contextWith({ clock: clockAt(validTo / 1000 - days * 86_400) });
    const line = `-H 127.0.0.1 -p ${port} -D 30,14`;

    expect((await answer(line, daysBefore(60))).stdout).toMatch(
      /^OK - Certificate 'a\.example' will expire on Thu May {2}1 12:00:00 2031 \+0000\.\nTCP OK - /,
    );
    expect(await answer(line, daysBefore(20.5))).toEqual({
      returnCode: 1,
      stdout: "WARNING - Certificate 'a.example' expires in 20 day(s) (Thu May  1 12:00:00 2031 +0000).\n",
    });
    expect((await answer(line, daysBefore(10))).returnCode).toBe(2);
    expect(await answer(line, daysBefore(-1))).toEqual({
      returnCode: 2,
      stdout: "CRITICAL - Certificate 'a.example' expired on Thu May  1 12:00:00 2031 +0000.\n",
    });
  });

  it("refuses an invalid port and unknown options", async () => {
    expect((await answer("-H 127.0.0.1 -p 70000")).stdout).toMatch(
      /^check_tcp: Port must not be above 65535\nUsage: check_tcp /,
    );
    expect((await answer("-H 127.0.0.1 -p 80 --extra-opts=x")).stdout).toMatch(
      /^check_tcp: option --extra-opts is not supported by the built-in check/,
    );
    expect((await answer("-H 127.0.0.1 -Z")).returnCode).toBe(3);
  });
});
