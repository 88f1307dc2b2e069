import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";

// npm run doctor [-- --install]: lists the programs that tests and benchmarks can use here, and what is skipped without
// them.

interface Tool {
  readonly name: string;
  /** Absolute paths, or names to look up in PATH; one of them is enough. */
  readonly programs: readonly string[];
  readonly debianPackage: string;
  readonly usedFor: string;
  readonly isForTests: boolean;
}

const TOOLS: readonly Tool[] = [
  {
    name: "monitoring-plugins",
    programs: ["/usr/lib/nagios/plugins/check_http"],
    debianPackage: "monitoring-plugins-basic",
    usedFor: "built-in checks compared with the plugins of the same name",
    isForTests: true,
  },
  {
    name: "Nagios 4",
    programs: ["/usr/sbin/nagios4", "/usr/sbin/nagios", "/usr/local/nagios/bin/nagios"],
    debianPackage: "nagios4-core",
    usedFor: "states, notifications, macros and resolved objects compared with Nagios",
    isForTests: true,
  },
  {
    name: "openssl",
    programs: ["openssl"],
    debianPackage: "openssl",
    usedFor: "certificates for the tests over TLS",
    isForTests: true,
  },
  {
    name: "curl",
    programs: ["curl"],
    debianPackage: "curl",
    usedFor: "the commands of docs/api-examples.md",
    isForTests: true,
  },
  {
    name: "Fail2Ban",
    programs: ["fail2ban-regex"],
    debianPackage: "fail2ban",
    usedFor: "the filter in contrib/fail2ban/",
    isForTests: true,
  },
  {
    name: "MariaDB",
    programs: ["/usr/sbin/mariadbd"],
    debianPackage: "mariadb-server",
    usedFor: "the dump of Centreon's databases, which the import reads",
    isForTests: true,
  },
  {
    name: "PostgreSQL",
    // The programs are in a folder of their version.
    programs: ["/var/lib/dpkg/info/postgresql.list"],
    debianPackage: "postgresql",
    usedFor: "the store in PostgreSQL, by a cluster of the tests; no server of the package is used",
    isForTests: true,
  },
  {
    name: "PgBouncer",
    programs: ["/usr/sbin/pgbouncer"],
    debianPackage: "pgbouncer",
    usedFor: "a pooler in front of the store, which is refused",
    isForTests: true,
  },
  {
    name: "PHP",
    programs: ["php"],
    debianPackage: "php-cli",
    usedFor: "the script that makes this dump (contrib/centreon-dump.php)",
    isForTests: true,
  },
  {
    name: "PHP for MariaDB",
    // Its other files have the version of PHP in their paths.
    programs: ["/var/lib/dpkg/info/php-mysql.list"],
    debianPackage: "php-mysql",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "nginx",
    programs: ["/usr/sbin/nginx"],
    debianPackage: "nginx-light",
    usedFor: "the example of a proxy in contrib/proxy/",
    isForTests: true,
  },
  {
    name: "Caddy",
    programs: ["/usr/bin/caddy"],
    debianPackage: "caddy",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "Apache",
    programs: ["/usr/sbin/apache2"],
    debianPackage: "apache2-bin",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "systemd",
    programs: ["systemd-analyze"],
    debianPackage: "systemd",
    usedFor: "the unit in contrib/systemd/",
    isForTests: true,
  },
  {
    name: "logrotate",
    programs: ["logrotate", "/usr/sbin/logrotate"],
    debianPackage: "logrotate",
    usedFor: "the rotation in contrib/logrotate/",
    isForTests: true,
  },
  {
    name: "NRPE",
    programs: ["/usr/sbin/nrpe"],
    debianPackage: "nagios-nrpe-server",
    usedFor: "the objects in contrib/nrpe/",
    isForTests: true,
  },
  {
    name: "check_nrpe",
    programs: ["/usr/lib/nagios/plugins/check_nrpe"],
    debianPackage: "nagios-nrpe-plugin",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "NSCA",
    programs: ["/usr/sbin/nsca"],
    debianPackage: "nsca",
    usedFor: "the daemon in contrib/nsca/",
    isForTests: true,
  },
  {
    name: "send_nsca",
    programs: ["/usr/sbin/send_nsca"],
    debianPackage: "nsca-client",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "Prometheus",
    programs: ["/usr/bin/prometheus", "/usr/local/bin/prometheus"],
    debianPackage: "prometheus",
    usedFor: "metrics, rules and the dashboard checked by promtool; remote write, PromQL compared with Prometheus",
    isForTests: true,
  },
  {
    name: "VictoriaMetrics",
    programs: ["/usr/bin/victoria-metrics", "/usr/local/bin/victoria-metrics"],
    debianPackage: "victoria-metrics",
    usedFor: "remote write",
    isForTests: true,
  },
  {
    name: "Nagstamon",
    programs: ["/usr/bin/nagstamon"],
    debianPackage: "nagstamon",
    usedFor: "its class for Centreon against a running server (test/clients/)",
    isForTests: true,
  },
  {
    name: "Ansible",
    programs: ["/usr/bin/ansible-inventory"],
    debianPackage: "ansible-core",
    usedFor: "an inventory from the API (test/clients/)",
    isForTests: true,
  },
  {
    name: "iproute2",
    programs: ["/usr/sbin/ip", "/sbin/ip"],
    debianPackage: "iproute2",
    usedFor: "a poller behind a firewall, in network namespaces (test/pollers/)",
    isForTests: true,
  },
  {
    name: "nftables",
    programs: ["/usr/sbin/nft"],
    debianPackage: "nftables",
    usedFor: "the same",
    isForTests: true,
  },
  {
    name: "Chromium",
    programs: [
      "/usr/bin/chromium-headless-shell",
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
    ],
    debianPackage: "chromium-headless-shell",
    usedFor: "the console in a real browser (test/console/)",
    isForTests: true,
  },
  {
    name: "faketime",
    programs: ["faketime"],
    debianPackage: "faketime",
    usedFor: "openings of time periods compared with Nagios (npm run compare-objects)",
    isForTests: false,
  },
  {
    name: "wrk",
    programs: ["wrk"],
    debianPackage: "wrk",
    usedFor: "load of the API benchmarks (npm run bench api)",
    isForTests: false,
  },
  {
    name: "Icinga 2",
    programs: ["/usr/sbin/icinga2"],
    debianPackage: "icinga2",
    usedFor: "peer in the benchmarks (npm run bench)",
    isForTests: false,
  },
];

const { values } = parseArgs({ options: { install: { type: "boolean", default: false } } });
if (values.install) installTestTools();
const width = Math.max(...TOOLS.map(({ name }) => name.length));
for (const tool of TOOLS) {
  const state = isInstalled(tool) ? "found  " : "missing";
  console.log(`${state}  ${tool.name.padEnd(width)}  ${tool.usedFor}`);
}
const missing = missingTestTools();
if (missing.length > 0) {
  const packages = missing.map(({ debianPackage }) => debianPackage).join(" ");
  console.log(
    `\nTests that need ${missing.map(({ name }) => name).join(", ")} are skipped. On Debian, root installs them:`,
  );
  console.log(`apt-get install --no-install-recommends ${packages}`);
  if (values.install) process.exitCode = 1;
  else console.log("(npm run doctor -- --install does the same)");
}

function missingTestTools(): Tool[] {
  return TOOLS.filter((tool) => tool.isForTests && !isInstalled(tool));
}

function isInstalled({ programs }: Tool): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return programs.some((program) =>
    [program, ...folders.map((folder) => join(folder, program))].some((path) => existsSync(path)),
  );
}

function installTestTools(): void {
  const packages = missingTestTools().map(({ debianPackage }) => debianPackage);
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0) console.error("--install: only root installs packages; nothing was installed.\n");
  else if (aptGet("update", "-qq")) aptGet("install", "-y", "-qq", "--no-install-recommends", ...packages);
}

/** False after a failure, which is printed. */
function aptGet(...args: string[]): boolean {
  const { status, error, stderr } = spawnSync("apt-get", args, {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    encoding: "utf8",
  });
  if (status !== 0) console.error(`apt-get ${args[0]} failed: ${error?.message ?? stderr.trim()}\n`);
  return status === 0;
}
