/**
 * Environment of plugins: the server's own, without variables meant for the server or set by bin/vigie. The locale
 * (LC_ALL, LANG) stays as the operator set it, as do proxies, PERL5LIB and the like.
 */
export function pluginEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !SERVER_VARIABLES.test(name)) {
      kept[name] = value;
    }
  }
  kept["PATH"] ??= "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  return kept;
}

const SERVER_VARIABLES =
  /^(VIGIE_|NODE_|npm_)|^(NOTIFY_SOCKET|LISTEN_\w+|WATCHDOG_\w+|INVOCATION_ID|JOURNAL_STREAM|ENV|UV_THREADPOOL_SIZE|MALLOC_(MMAP|TRIM)_THRESHOLD_)$/;
