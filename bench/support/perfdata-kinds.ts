/**
 * Performance data as the plugins of the field print it: one text per kind, in which `{model}` stands for a value that
 * changes from result to result. The forms are those of Debian's monitoring-plugins, the built-in checks, and of what
 * the documentation of common SNMP, NRPE, NSClient++, database and storage plugins shows.
 *
 * Models: `c` counter of (mean step, digits); `w` random walk of (start, step, digits); `l` latency, lognormal, of
 * (median, digits); `n` small whole number up to (most); `s` seldom changing one of (value); `u` now and then no value,
 * else a walk; `f` double with all its digits around (mean).
 */
export const PERFDATA_KINDS: Readonly<Record<string, string>> = {
  load: "load1={w 1.2 0.2 3};5.000;10.000;0; load5={w 1.1 0.05 3};4.000;6.000;0; load15={w 1 0.02 3};3.000;4.000;0;",
  "load scaled": "load1={w 0.4 0.1 2};1;2;0 load5={w 0.4 0.04 2};1;2;0 load15={w 0.4 0.02 2};1;2;0",
  disk: "/={w 25486688256 4000000 0}B;243497277849;257024904396;0;270552530944",
  "disk MiB":
    "/={w 24305 4 0}MB;232217;245118;0;258019 /boot={s 112}MB;400;450;0;476 /var={w 8112 9 0}MB;18000;19000;0;20000",
  "disk percent": "'/ used %'={w 41.3 0.01 2}%;80;90;0;100 '/var used %'={w 62.1 0.05 2}%;80;90;0;100",
  inodes: "inodes_/={w 412332 40 0};5000000;6000000;0;6553600",
  swap: "swap={w 2043 3 0}MB;400;200;0;2047",
  memory: "used={w 6123 40 0}MB;;;0;16000 cached={w 5012 60 0}MB free={w 2010 70 0}MB available={w 8800 60 0}MB",
  "memory percent": "usage={w 38.21 0.4 2}%;80;90;0;100",
  users: "users={n 4};20;50;0",
  procs: "procs={w 214 3 0};400;600;0;",
  zombies: "procs={n 1};5;10;0;",
  "procs by cpu": "procs={w 180 2 0};;;0; procs_warn={n 1};;;0; procs_crit={s 0};;;0;",
  uptime: "uptime={c 300 0}s;;",
  tcp: "time={l 0.0021 6}s;1.000000;3.000000;0.000000;10.000000",
  http: "time={l 0.0312 6}s;1.000000;3.000000;0.000000;10.000000 size={s 10918}B;;;0;",
  "http pages": "time={l 0.212 6}s;;;0.000000;10.000000 size={w 40218 12 0}B;;;0;",
  "http phases":
    "time={l 0.11 6}s;;;0.000000 time_connect={l 0.0041 6}s time_ssl={l 0.021 6}s time_firstbyte={l 0.06 6}s time_transfer={l 0.004 6}s size={s 5120}B",
  certificate: "days={s 61};30;14;0;",
  ping: "rta={l 0.891 6}ms;100.000000;200.000000;0.000000 pl={s 0}%;20;60;0",
  icmp: "rta={l 12.31 3}ms;200.000;500.000;0; pl={n 1}%;40;80;; rtmax={l 14.9 3}ms;;;; rtmin={l 11.2 3}ms;;;;",
  dns: "time={l 0.0091 6}s;;;0.000000",
  ssh: "time={l 0.0123 6}s;;;0.000000;10.000000",
  smtp: "time={l 0.0182 6}s;;;0.000000",
  ldap: "time={l 0.0071 6}s;;;0.000000",
  "ntp offset": "offset={w 0.000213 0.0001 6}s;0.500000;1.000000;",
  "ntp peer": "offset={w -0.001211 0.0003 6}s;60.000000;120.000000; jitter={l 0.002 6} stratum={s 3} truechimers={s 4}",
  dhcp: "time={l 0.003 6}s;;;0",
  "mail queue": "unsent={n 9};20;50;0",
  "file age": "age={w 120 60 0}s;240;600 size={w 370227 95 0}B;0;0;0",
  apt: "available_upgrades={s 12};;;0 critical_updates={s 0};;;0",
  "snmp interface": "in={c 912312 0}c;;;0; out={c 312312 0}c;;;0;",
  "snmp interface bits":
    "'eth0 in'={w 12123441.2 900000 1}b/s;800000000;950000000;0;1000000000 'eth0 out'={w 3123441.7 400000 1}b/s;800000000;950000000;0;1000000000",
  "snmp interface errors": "in_error={c 0.02 0}c out_error={s 0}c in_discard={c 0.1 0}c out_discard={s 0}c",
  "snmp values": "iso.3.6.1.4.1.2021.11.50.0={c 41233 0}c",
  "switch ports":
    "traffic_in_1={c 81231 0}c traffic_out_1={c 41231 0}c traffic_in_2={c 9123 0}c traffic_out_2={c 4121 0}c",
  "cpu of windows": "'total 5m'={n 60}%;80;90 'total 1m'={n 80}%;80;90 'total 5s'={n 100}%;80;90",
  "cpu modes":
    "user={w 12.1 2 2}%;;;0;100 system={w 4.2 1 2}%;;;0;100 iowait={l 0.4 2}%;;;0;100 steal={s 0}%;;;0;100 idle={w 82.3 2 2}%;;;0;100",
  "memory of windows": "'physical'={w 11.2312 0.05 4}GB;25.59;28.79;0;31.99 'physical %'={w 35 0.2 0}%;79;89;0;100",
  services: "running={s 212} stopped={s 44} delayed={n 2}",
  "mysql threads": "threads_connected={w 42 4 0};400;500;0;512 threads_running={n 8}",
  "mysql counters":
    "Questions={c 41231 0}c Slow_queries={c 0.3 0}c Bytes_received={c 9123121 0}c Bytes_sent={c 41231212 0}c",
  "mysql hit rate": "qcache_hitrate={w 98.21 0.01 2}%;90:;80: innodb_bufferpool_hitrate={w 99.94 0.005 2}%;99:;95:",
  "postgres connections": "appdb={w 31 3 0};80;95;0;100",
  "postgres size": "db={w 91231231231 12312 0}B;;;0",
  "postgres lag": "lag={u 120 40 0}B;1000000;8000000",
  "oracle tablespace":
    "'tbs_users_usage_pct'={w 71.32 0.02 2}%;90;98 'tbs_users_usage'={w 23312.31 2 2}MB;29491;32112;0;32768",
  jvm: "heap={w 712312312 40000000 0}B;;;0;2147483648 threads={w 211 5 0} gc_time={c 412 0}c",
  "apache status":
    "BusyWorkers={n 24} IdleWorkers={n 60} ReqPerSec={w 41.2313 3 4} BytesPerSec={w 81231.22 4000 2} Accesses={c 12312 0}c",
  varnish: "cache_hit={c 91231 0}c cache_miss={c 812 0}c n_object={w 41231 40 0}",
  ups: "voltage={w 230.2 0.6 1};;;0; battery={s 100}%;50;20;0;100 load={w 31 1 0}%;80;95;0;100 runtime={w 41 1 0}",
  sensors: "temp1={w 41.5 0.5 1};;75;; temp2={w 38 0.5 1};;75;; fan1={w 1203 8 0} in0={w 1.22 0.01 2}",
  "disk io": "read={c 12312 0}c write={c 412312 0}c busy={w 4.21 1 2}%",
  smart: "Temperature_Celsius={s 34} Power_On_Hours={c 0.083 0} Reallocated_Sector_Ct={s 0}",
  "vmware host":
    "cpu_usagemhz={w 12312.00 400 2}Mhz;;;0 cpu_usage={w 22.31 1 2}%;80;90 mem_usage={w 61.22 0.05 2}%;80;90",
  ceph: "used={w 12.3121231 0.0002 7}TB;;;0;36 objects={w 4123123 30 0} pgs={s 1024} ops={l 412 0}",
  weather: "temperature={f 11.053} humidity={f 71.2}",
  "average of doubles": "mean={f 0.3333333333}s max={f 1.2}s",
  timeouts: "rta={u 4.21 0.3 3}ms;100;200 loss={n 2}%;20;60",
  mixed: "ok={s 17} warning={n 2} critical={n 1} unknown={s 0} age={l 41 1}s",
};

/** Returns a function that prints the next text of a kind each time it is called. `random` returns 0 to 1. */
export function perfdataSource(template: string, random: () => number): () => string {
  const parts = template.split(/\{([^}]*)\}/);
  const models = parts.map((part, index) => (index % 2 === 0 ? () => part : modelOf(part.split(" "), random)));
  return () => models.map((next) => next()).join("");
}

function modelOf([kind, ...numbers]: readonly string[], random: () => number): () => string {
  const [first = 0, second = 0, third = 0] = numbers.map(Number);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let value = first;
  switch (kind) {
    case "c":
      value = Math.floor(random() * first * 100_000);
      return () => {
        value += first < 1 ? (random() < first ? 1 : 0) : Math.max(0, first * (1 + 0.3 * normal()));
        return value.toFixed(second);
      };
    case "w":
      return () => {
        value += second * normal() - (value - first) * 0.02;
        return value.toFixed(third);
      };
    case "u":
      return () => {
        value += second * normal() - (value - first) * 0.02;
        return random() < 0.05 ? "U" : Math.abs(value).toFixed(third);
      };
    case "l":
      return () => (first * Math.exp(0.3 * normal())).toFixed(second);
    case "n":
      return () => String(Math.floor(random() ** 3 * (first + 1)));
    case "s":
      return () => {
        if (random() < 0.004 && value > 0) value -= 1;
        return String(value);
      };
    case "f":
      return () => String(first * (1 + 0.1 * normal()));
    default:
      throw new Error(`no model ${kind}`);
  }
}

/** Kinds of plugins that installations have most of. */
const MIXED = ["load", "disk MiB", "http phases", "icmp", "cpu of windows", "sensors", "switch ports"];

/** Mixed performance data: one template for each kind, with its first three metrics. */
export const MIXED_TEMPLATES: readonly string[] = MIXED.map((kind) =>
  PERFDATA_KINDS[kind]!.match(/(?:'[^']*'|[^\s=]+)=\{[^}]*\}\S*/g)!
    .slice(0, 3)
    .join(" "),
);
