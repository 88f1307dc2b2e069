import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { bothAnswersAtOnce, hasPlugin } from "../plugins.fixture.ts";
import { hasOpenssl, localServers, makeCertificate, temporaryFolder } from "../servers.fixture.ts";
import { checkTcp } from "./check-tcp.ts";

const days = (number: number): Date => new Date(Date.now() + number * 86_400_000);

describe.skipIf(!hasPlugin("check_tcp") || !hasOpenssl)(
  "check_tcp matches the plugin (skipped if it or openssl is not installed)",
  () => {
    const servers = localServers();
    const folder = temporaryFolder();
    const names: Record<string, string> = {};

    beforeAll(async () => {
      const banner = "220 hello world FTP\r\n";
      const ports = {
        closed: servers.closedPort(),
        banner: servers.tcp((socket) => socket.write(banner)),
        short: servers.tcp((socket) => socket.end(banner)),
        echo: servers.tcp((socket) => socket.on("data", (data) => socket.write(`echo: ${data.toString()}`))),
        silent: servers.tcp(() => {}),
        closing: servers.tcp((socket) => socket.end()),
        parts: servers.tcp((socket) => {
          socket.write("part 0\n");
          // Far from each other, and from the second after which one of the checks reads.
          const timers = [300, 2_500, 4_500].map((afterMs, index) =>
            setTimeout(() => socket.write(`part ${index + 1}\n`), afterMs),
          );
          socket.on("close", () => timers.forEach(clearTimeout));
        }),
        nul: servers.tcp((socket) => socket.write("abc\0def|ghi\r\n")),
        bytes: servers.tcp((socket) => socket.write("Grüße\t<b>\x01 | \u{1f514}\r\n")),
        year: servers.tls(makeCertificate(folder.path, "/O=Org/CN=year.example", days(-1), days(365.5)), (socket) =>
          socket.write(banner),
        ),
        month: servers.tls(makeCertificate(folder.path, "/CN=month.example", days(-1), days(20.5)), (socket) =>
          socket.write(banner),
        ),
        hours: servers.tls(
          makeCertificate(folder.path, "/CN=hours.example", days(-1), new Date(Date.now() + 5.5 * 3_600_000)),
          () => {},
        ),
        minutes: servers.tls(
          makeCertificate(folder.path, "/CN=minutes.example", days(-1), new Date(Date.now() + 30.5 * 60_000)),
          () => {},
        ),
        expired: servers.tls(makeCertificate(folder.path, "/CN=expired.example", days(-30), days(-3)), () => {}),
        nameless: servers.tls(makeCertificate(folder.path, "/O=Only an organization", days(-1), days(90.5)), () => {}),
      };
      for (const [name, port] of Object.entries(ports)) names[name] = String(await port);
      names.socket = join(folder.path, "unix.socket");
      await servers.unix(names.socket, (socket) => socket.end("hello unix\r\n"));
      names.file = join(folder.path, "file");
      writeFileSync(names.file, "");
    });
    afterAll(async () => {
      await servers.stop();
      folder.remove();
    });

    const here = "-H 127.0.0.1 -p";
    it.concurrent.each([
      `${here} $banner`,
      "-p $banner",
      "-H localhost -p $banner",
      `${here} $closed`,
      "-H localhost -p $closed",
      "-H 127.0.0.1",
      `${here} $closed -r ok`,
      `${here} $closed -r warn`,
      `${here} $closed -r crit`,
      `${here} $closed -r none`,
      `${here} $banner -e 220`,
      `${here} $banner -e hello`,
      `${here} $banner -e 220 -e nope`,
      `${here} $banner -A -e 220 -e "hello world"`,
      `${here} $banner -e 220 -e nope -A`,
      `${here} $banner -e nope`,
      `${here} $banner -e nope -M ok`,
      `${here} $banner -e nope -M crit`,
      `${here} $banner -e nope -M none`,
      `${here} $banner -e ""`,
      `${here} $banner -j -e 220`,
      `${here} $banner -j -e nope`,
      `${here} $short -e 220`,
      `${here} $short -e nope`,
      `${here} $closing -e x`,
      `${here} $closing`,
      `${here} $silent -e x -t 1`,
      `${here} $silent -s x`,
      `${here} $echo -s hi -e echo`,
      `${here} $echo -E -s "a\\nb\\t\\\\c\\rd\\x" -e echo`,
      `${here} $echo -s hi -q bye -e hi`,
      `${here} $echo -s "a\\nb" -e "a\\nb"`,
      `${here} $banner -m 5 -e nope`,
      `${here} $banner -m 2 -e 220`,
      `${here} $parts -e nope -m 15`,
      `${here} $parts -e "part 2"`,
      `${here} $parts -e "part 2" -m 20`,
      `${here} $parts -e "part 1" -d 1 -s x`,
      `${here} $parts -e "part 3" -t 1`,
      `${here} $parts -e "part 1" -w 0.1 -c 9`,
      `${here} $parts -e "part 1" -w 0.1 -c 0.2`,
      `${here} $nul -e zzz`,
      `${here} $nul -e abc`,
      `${here} $nul -e def`,
      `${here} $bytes -e Grüße`,
      `${here} $bytes -e nope`,
      `${here} $banner -w 5 -c 10`,
      `${here} $banner -w 0.0000001`,
      `${here} $banner -c 0.0000001`,
      `${here} $banner -w x`,
      `${here} $banner -w 10 -c 5`,
      `${here} $banner -4`,
      `${here} $banner -6`,
      "-H ::1 -p $closed",
      "-H ::1 -p $closed -4",
      "-H nosuch.invalid -p 80",
      "-H 256.1.1.1 -p 80",
      "-H relative/path -e x",
      "-H $socket",
      "-H $socket -e hello",
      "-H $socket -e nope",
      "-H $socket -p 80 -e hello",
      "-H $file",
      "-H $file -r ok",
      "-H /nonexistent/socket",
      `${here} x`,
      `${here} 0`,
      `${here} -1`,
      `${here} $banner -t 0`,
      `${here} $banner -t x`,
      `${here} $banner -m 0`,
      `${here} $banner -d x`,
      `${here} $banner -x`,
      `${here} $banner --nope`,
      `${here} $banner -w`,
      `${here} $banner --sni`,
      "",
      "--hostname=127.0.0.1 --port=$banner --expect=220 --warning=5 --critical=10 --timeout=7 --jail",
      "--host 127.0.0.1 --port $banner",
      `${here} $banner operand`,
      `127.0.0.1 -p $banner`,
      `${here} $year -S`,
      `${here} $year -S -e 220`,
      `${here} $year -S --sni=other.example -s x`,
      `${here} $year -D 30`,
      `${here} $year -D 30 -e 220`,
      `${here} $year -D 400`,
      `${here} $year -D 500,400`,
      `${here} $year -D 500,10`,
      `${here} $month -D 30`,
      `${here} $month -D 30,25`,
      `${here} $month -D 10,25`,
      `${here} $month -D 19,2`,
      `${here} $hours -D 0`,
      `${here} $hours -D 30,10`,
      `${here} $minutes -D 30`,
      `${here} $expired -D 30`,
      `${here} $expired -D 0`,
      `${here} $expired -S`,
      `${here} $nameless -D 30`,
      `${here} $year -D x`,
      `${here} $year -D 30,x`,
      `${here} $year -D -5`,
      `${here} $year -D 30,`,
      `${here} $banner -S`,
      `${here} $banner -D 30`,
      `${here} $silent -S -t 1`,
      `${here} $closing -S`,
      `${here} $closed -D 30`,
    ])("check_tcp %s", async (line) => {
      const answers = await bothAnswersAtOnce(
        checkTcp,
        line.replace(/\$(\w+)/g, (_all, name: string) => names[name]!),
      );

      expect(answers.builtIn).toBe(answers.plugin);
    });
  },
);
