import { access, constants } from "node:fs/promises";
import { isOutcome, wrongUsage } from "../command-line.ts";
import type { CheckKind, KindContext, KindOutcome } from "../kind.ts";
import { outcome, type ReturnCode } from "../outcome.ts";
import { guarded, type SocketGuard } from "../socket-guard.ts";
import { exchange } from "./http-exchange.ts";
import type { HttpTarget } from "./http-request.ts";
import type { HttpSettings } from "./http-settings.ts";
import { checkHttpProgram, readHttpSettings } from "./read-http-settings.ts";
import { judgeStatus } from "./http-status.ts";
import { finalOutcome, worseOf } from "./http-verdict.ts";
import { redirectedTarget, urlOf } from "./redirect.ts";

/**
 * check_http of monitoring-plugins 2.3.3: one request on its own connection; follows redirects if configured.
 * Differences are in docs/built-in-checks.md.
 */
export const checkHttp: CheckKind = {
  name: "check_http",
  run: async (args, context) => {
    const settings = readHttpSettings(args);
    if (isOutcome(settings)) return settings;
    const unreadable = await unreadableFile([settings.clientCertificateFile, settings.privateKeyFile]);
    if (unreadable !== null)
      return wrongUsage(checkHttpProgram, `file does not exist or is not readable - ${unreadable}`);
    return guarded("check_http", settings.timeout, context, (guard) => request(settings, context, guard));
  },
};

async function request(settings: HttpSettings, context: KindContext, guard: SocketGuard): Promise<KindOutcome> {
  const startedAt = performance.now();
  let target = firstTarget(settings);
  let certificateLines = "";
  let certificateCode: ReturnCode = 0;
  for (let depth = 0; ; depth += 1) {
    if (depth > settings.maxRedirects) {
      return outcome(
        1,
        `HTTP WARNING - maximum redirection depth ${settings.maxRedirects} exceeded - ${urlOf(target)}\n`,
      );
    }
    const exchanged = await exchange(settings, target, context, guard);
    if (isOutcome(exchanged)) return exchanged;
    if (exchanged.certificate !== null) {
      certificateLines += exchanged.certificate.stdout;
      certificateCode = worseOf(certificateCode, exchanged.certificate.returnCode);
    }
    const status = judgeStatus(exchanged.response, settings, target.port);
    if (isOutcome(status)) return after(certificateLines, status);
    if (!status.isToFollow) {
      const times = { ...exchanged.times, total: (performance.now() - startedAt) / 1000 };
      return after(
        certificateLines,
        finalOutcome(settings, target, exchanged.response, status, times, certificateCode),
      );
    }
    const next = redirectedTarget(exchanged.response, target, settings);
    if (isOutcome(next)) return after(certificateLines, next);
    target = next;
  }
}

function firstTarget({ address, port, tls, hostName, hostHeader, url }: HttpSettings): HttpTarget {
  return { address, port, isTls: tls !== null, hostName, hostHeader, url };
}

function after(lines: string, last: KindOutcome): KindOutcome {
  return lines === "" ? last : outcome(last.returnCode, lines + last.stdout);
}

async function unreadableFile(files: readonly (string | null)[]): Promise<string | null> {
  for (const file of files) {
    if (
      file !== null &&
      (await access(file, constants.R_OK).then(
        () => false,
        () => true,
      ))
    )
      return file;
  }
  return null;
}
