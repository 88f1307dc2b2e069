import { Command } from "commander";
import { systemClock } from "../lib/clock.ts";
import { endWhenReadBlocks } from "../lib/blocked-read.ts";
import type { App } from "../app/app.ts";
import type { Log } from "../lib/log.ts";
import { printable } from "../lib/printable.ts";
import { VERSION } from "../lib/version.ts";
import type { ProcessContext } from "./process-context.ts";
import { endAtUnexpectedError, endWhenReplaced, killIfHung, REPLACED } from "./end-process.ts";
import { messageOf } from "./process-end.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

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
    .option(
      "--public-address <origin>",
      "address at which browsers reach the server, such as https://monitor.example.org (VIGIE_PUBLIC_ADDRESS)",
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
    .option(
      "--log-format <format>",
      "text, json, or auto: text on a terminal, JSON elsewhere (VIGIE_LOG_FORMAT, default auto)",
    )
    .option("--log-file <path>", "file of the log, opened again at SIGUSR1 (VIGIE_LOG_FILE, default standard error)")
    .option("--log-level <level>", "fatal, error, warn, info, debug or trace (VIGIE_LOG_LEVEL)")
    .action(async (flags: Record<string, string | undefined>) => {
      // Imported here only: the other commands need not load the server.
      const { openFilesLimit, refuseTooFewOpenFiles } = await import("../app/descriptor-budget.ts");
      refuseTooFewOpenFiles(openFilesLimit());
      const endWatch = endWhenReadBlocks();
      const settings = context.settings(flags);
      const { openProcessLog } = await import("./log/process-log.ts");
      const file = openProcessLog(settings);
      const { log } = file;
      // Early, because the default action of Node is to start its debugger.
      process.on("SIGUSR1", () => file.reopen());
      const { createApp } = await import("../app/app.ts");
      endAtUnexpectedError(file, "the server");
      let hasStarted = false;
      // A start that is not over has nothing to stop in order.
      let requestStop = (): void => void process.kill(process.pid, "SIGTERM");
      // Set before the start, because the default action of the signal ends the process. Errors are logged by `reload`.
      process.on("SIGHUP", () => {
        if (hasStarted) app.reload("by SIGHUP").catch(() => {});
      });
      const app = await createApp({
        settings,
        clock: systemClock,
        log,
        version: VERSION,
        command: context.command(),
        readSettings: () => context.settings(flags),
        onSettings: ({ logLevel }) => {
          log.level = logLevel;
        },
        onLeadershipLost: endWhenReplaced(file),
        requestHandOver() {
          process.exitCode = REPLACED;
          requestStop();
        },
        requestStop: () => requestStop(),
      }).catch((error: unknown) => {
        // Standard error gets the reason in any case.
        if (settings.logFile !== null) logFailedStart(log, error);
        killIfHung();
        throw error;
      });
      endWatch();
      hasStarted = true;
      // With `vigie serve | head -1`, or a full disk behind it, the greeting is lost, but the server continues.
      process.stdout.removeAllListeners("error");
      process.stdout.on("error", (error) => log.warn({ err: error }, "standard output cannot be written"));
      requestStop = stopAtSignals(file, "server", () => app.stop());
      const { url, summary } = app;
      log.info(
        {
          area: "server",
          event: "server-started",
          version: VERSION,
          url,
          summary,
          configFolder: settings.configFolder,
          dataFolder: settings.dataFolder,
        },
        `Vigie ${VERSION} listens on ${url} and monitors ${summary}`,
      );
      // Printed last: the reader may send a signal immediately.
      process.stdout.write(greeting(app, context.typed("user", "passwd", "admin")));
    });
}

const MAX_LOGGED_ERRORS = 50;

/** One line for each error of a configuration. */
function logFailedStart(log: Log, error: unknown): void {
  const reasons = messageOf(error).split("\n").slice(0, MAX_LOGGED_ERRORS);
  for (const reason of reasons)
    log.error({ area: "server", event: "start-failed" }, `the server could not start: ${reason}`);
}

function greeting({ url, newAdminPassword: password, welcomeLink, summary }: App, passwordCommand: string): string {
  return [
    `Vigie ${VERSION} listens on ${url}`,
    `  monitors ${summary}`,
    `  API      ${url}/centreon/api/latest (described at ${url}/api/docs)`,
    ...(password === null
      ? []
      : [
          `  welcome  ${welcomeLink} (choose a password; good once, for an hour)`,
          `  login    admin, password ${password} (shown only once; change it with: ${printable(passwordCommand)})`,
        ]),
    "",
    "",
  ].join("\n");
}
