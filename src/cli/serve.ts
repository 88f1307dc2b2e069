import { Command } from "commander";
import { systemClock } from "../lib/clock.ts";
import { endWhenReadBlocks } from "../lib/blocked-read.ts";
import type { App } from "../app/app.ts";
import { VERSION } from "../lib/version.ts";
import type { ProcessContext } from "./process-context.ts";

const HUNG_THREAD_GRACE_MS = 3000;

/** `vigie serve`: runs until SIGINT or SIGTERM, then shuts down in order. */
export function serveCommand(context: ProcessContext): Command {
  return new Command("serve")
    .description("start the server")
    .option(
      "--listen <host:port>",
      "address to listen on (VIGIE_LISTEN, default 127.0.0.1:8080; port 0 takes a free one)",
    )
    .option(
      "--trust-proxy <networks>",
      "proxies whose X-Forwarded-For is trusted, for the limit of logins (VIGIE_TRUST_PROXY)",
    )
    .option("--max-concurrent-checks <number>", "checks running at the same time (default 256)")
    .option("--retention-days <days>", "days to keep ended downtimes, acknowledgements and events (default 366)")
    .option(
      "--command-file <path>",
      "FIFO for external commands, or none (VIGIE_COMMAND_FILE, default vigie.cmd in the data folder)",
    )
    .option(
      "--engine <name>",
      "centreon or nagios: which engine's behaviour to follow (VIGIE_ENGINE, default centreon)",
    )
    .option("--log-level <level>", "fatal, error, warn, info, debug or trace (VIGIE_LOG_LEVEL)")
    .action(async (flags: Record<string, string | undefined>) => {
      const endWatch = endWhenReadBlocks();
      const settings = context.settings(flags);
      // Imported here only: the other commands need not load the whole server.
      const { createApp } = await import("../app/app.ts");
      const { processLog } = await import("./process-log.ts");
      const log = processLog(settings);
      // A crash of the server has its stack in the log, since it cannot be repeated at will.
      process.removeAllListeners("uncaughtException");
      process.once("uncaughtException", (error) => {
        log.fatal({ err: error }, "the server ends because of an unexpected error");
        process.exit(1);
      });
      let hasStarted = false;
      // Set before the start, because the default action of the signal ends the process. Errors are logged by `reload`.
      process.on("SIGHUP", () => {
        if (hasStarted) app.reload().catch(() => {});
      });
      const app = await createApp({
        settings,
        clock: systemClock,
        log,
        version: VERSION,
        readSettings: () => context.settings(flags),
        onSettings: ({ logLevel }) => {
          log.level = logLevel;
        },
        requestStop: () => process.kill(process.pid, "SIGTERM"),
      });
      endWatch();
      hasStarted = true;
      // With `vigie serve | head -1`, or a full disk behind it, the greeting is lost, but the server continues.
      process.stdout.removeAllListeners("error");
      process.stdout.on("error", (error) => log.warn({ err: error }, "standard output cannot be written"));
      const stop = (signal: NodeJS.Signals): void => {
        log.info({ signal }, "stopping");
        // A second signal ends a shutdown that hangs.
        process.once(signal, () => process.exit(130));
        app.stop().then(() => {
          log.info({}, "stopped");
          // A thread that waits for a hung file system would keep the process alive for ever.
          setTimeout(() => process.kill(process.pid, "SIGKILL"), HUNG_THREAD_GRACE_MS).unref();
        });
      };
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
      // Printed last: the reader may send a signal immediately.
      process.stdout.write(greeting(app, context.typed("user", "passwd", "admin")));
    });
}

function greeting({ url, newAdminPassword: password, summary }: App, passwordCommand: string): string {
  return [
    `Vigie ${VERSION} listens on ${url}`,
    `  monitors ${summary}`,
    `  API      ${url}/centreon/api/latest (described at ${url}/api/docs)`,
    ...(password === null
      ? []
      : [`  login    admin, password ${password} (shown only once; change it with: ${passwordCommand})`]),
    "",
    "",
  ].join("\n");
}
