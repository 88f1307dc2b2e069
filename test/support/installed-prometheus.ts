import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const installed = (program: string): string | undefined =>
  [`/usr/bin/${program}`, `/usr/local/bin/${program}`].find((path) => existsSync(path));

/** Path of Prometheus; undefined if not installed. */
export const PROMETHEUS = installed("prometheus");

/** Path of its tool; undefined if not installed. */
export const PROMTOOL = installed("promtool");

/** What promtool says of a text in the format of Prometheus; empty if it is well-formed and follows the conventions. */
export function checkMetrics(text: string): string {
  const { status, stdout, stderr } = spawnSync(PROMTOOL ?? "promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  const said = `${stdout}${stderr}`;
  return status === 0 ? said : said || `exit code ${status}`;
}

/** What promtool says of a file of rules, if it finds a fault; empty otherwise. */
export function checkRules(path: string): string {
  const { status, stdout, stderr } = spawnSync(PROMTOOL ?? "promtool", ["check", "rules", path], { encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}
