import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { CheckKind, KindContext, KindOutcome } from "./kind.ts";

const pluginFolder = "/usr/lib/nagios/plugins";

/** True if the program of monitoring-plugins is installed; otherwise its suite is skipped. */
export function hasPlugin(name: string): boolean {
  return existsSync(`${pluginFolder}/${name}`);
}

export function contextWith(changes: Partial<KindContext> = {}): KindContext {
  return {
    timeoutSeconds: 60,
    signal: new AbortController().signal,
    clock: systemClock,
    pollerNamed: () => undefined,
    ...changes,
  };
}

/** Clock with a fixed time. */
export function clockAt(now: number): Clock {
  return { now: () => now, monotonic: () => now, runAt: () => () => {} };
}

/** Runs the plugin. If it prints only its usage, getopt's sentence is prepended, as in a terminal. */
async function runPlugin(
  name: string,
  args: readonly string[],
): Promise<{ readonly returnCode: number; readonly stdout: string }> {
  const child = spawn(`${pluginFolder}/${name}`, args, {
    argv0: name,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  const [stdout, stderr, returnCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { returnCode: returnCode ?? -1, stdout: /^(Usage:|$)/.test(stdout) ? stderr + stdout : stdout };
}

interface BothAnswers {
  readonly builtIn: string;
  readonly plugin: string;
}

/**
 * Answers of both programs to one command line, without the parts that differ from run to run. They run one after the
 * other, since check_procs counts running processes.
 */
export async function bothAnswers(kind: CheckKind, line: string): Promise<BothAnswers> {
  const args = words(line);
  const builtIn = await kind.run(args, contextWith());
  const plugin = await runPlugin(kind.name, args);
  return { builtIn: withoutVariableParts(builtIn), plugin: withoutVariableParts(plugin) };
}

/** The same of programs that do not see each other: a timeout of both is waited for once. */
export async function bothAnswersAtOnce(kind: CheckKind, line: string): Promise<BothAnswers> {
  const args = words(line);
  const [builtIn, plugin] = await Promise.all([kind.run(args, contextWith()), runPlugin(kind.name, args)]);
  return { builtIn: withoutVariableParts(builtIn), plugin: withoutVariableParts(plugin) };
}

/** Splits a command line at spaces; double quotes keep words together, a backslash is an ordinary character. */
export function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map((match) => match[0].replaceAll('"', ""));
}

// Times differ; usage texts are Vigie's own, so only the sentence before them is compared; reasons of OpenSSL and of
// the regular expression engine differ.
function withoutVariableParts({
  returnCode,
  stdout,
}: KindOutcome | { readonly returnCode: number; readonly stdout: string }): string {
  const answer = stdout
    .replace(/\s*Usage:[\s\S]*$/, "")
    .replace(/(Cannot make SSL connection\.)[\s\S]*$/, "$1")
    .replace(/(compile regular expression - ).*/, "$1")
    .replace(/\b\d+\.\d{3} second/g, "N second")
    .replace(/\b(time\w*)=\d+\.\d{6}s/g, "$1=Ns")
    .trimEnd();
  return `${returnCode}: ${answer}`;
}
