import { words } from "./program-names.ts";

// Grammar of programs that start others or read code, as far as it is followed.

/** Options of a program that starts another one with the rest of its arguments. Any other option is unknown here. */
export interface WrapperRule {
  /** Options without an operand. */
  readonly flags: readonly string[];
  /** Options with an operand, attached or as the next word. */
  readonly valued: readonly string[];
  /** Number of operands before the program. */
  readonly operands: number;
  /** True if `NAME=value` may stand before the program. */
  readonly takesVariables: boolean;
}

const wrapper = (flags: string, valued = "", operands = 0, takesVariables = false): WrapperRule => ({
  flags: words(flags),
  valued: words(valued),
  operands,
  takesVariables,
});

export const WRAPPERS: ReadonlyMap<string, WrapperRule> = new Map([
  [
    "sudo",
    wrapper(
      "-n -E -H -S -k -b -A -P --non-interactive --set-home --preserve-env",
      "-u -g -h -p -C -T --user --group",
      0,
      true,
    ),
  ],
  ["doas", wrapper("-n", "-u -C")],
  ["runuser", wrapper("", "-u -g -G")],
  ["env", wrapper("-i - --ignore-environment", "-u --unset", 0, true)],
  ["timeout", wrapper("-v -f --foreground --preserve-status --verbose", "-k -s --kill-after --signal", 1)],
  ["nice", wrapper("", "-n --adjustment")],
  ["ionice", wrapper("-t", "-c -n --class --classdata")],
  ["chrt", wrapper("-f -r -o -b -i", "", 1)],
  ["taskset", wrapper("-c", "", 1)],
  ["flock", wrapper("-s -x -e -n -u -o -F --shared --exclusive --nonblock", "-w -E --timeout", 1)],
  ["stdbuf", wrapper("", "-i -o -e --input --output --error")],
  ["setsid", wrapper("-c -f -w --fork --wait")],
  ["faketime", wrapper("-f", "", 1)],
  ["nohup", wrapper("")],
  ["time", wrapper("-p")],
  ["command", wrapper("-p")],
  ["builtin", wrapper("")],
  // Not `-l` and `-a`, which start a login shell.
  ["exec", wrapper("-c")],
  ["busybox", wrapper("")],
  ["toybox", wrapper("")],
]);

const NEVER = /^(?!)/;

/** Interpreters: options that may stand before the name of a script file, and those that give code. */
export const INTERPRETERS: ReadonlyMap<string, { readonly flags: RegExp; readonly code: RegExp }> = new Map([
  ["perl", { flags: /^-(?:[wTtWX]+|I.+)$/, code: /^-[a-zA-Z0-9]*[eE]$/ }],
  ["python", { flags: /^-[uOBEsIm]+$/, code: /^-[uOBEsI]*c$/ }],
  ["pypy", { flags: /^-[uOBEsIm]+$/, code: /^-[uOBEsI]*c$/ }],
  ["ruby", { flags: /^-[wW]+$/, code: /^-[a-z]*e$/ }],
  ["node", { flags: /^--no-warnings$/, code: /^(?:-e|-p|-pe|--eval|--print)$/ }],
  ["nodejs", { flags: /^--no-warnings$/, code: /^(?:-e|-p|-pe|--eval|--print)$/ }],
  ["deno", { flags: /^run$/, code: /^eval$/ }],
  ["bun", { flags: /^run$/, code: /^(?:-e|--eval)$/ }],
  ["php", { flags: /^-[qfn]+$/, code: /^-r$/ }],
  ["lua", { flags: /^-[EW]$/, code: /^-e$/ }],
  ["luajit", { flags: /^-[EW]$/, code: /^-e$/ }],
  ["tclsh", { flags: /^--$/, code: NEVER }],
  ["wish", { flags: /^--$/, code: NEVER }],
  ["expect", { flags: /^--?$/, code: /^-c$/ }],
  ["guile", { flags: /^-s$/, code: /^-c$/ }],
  ["Rscript", { flags: /^--vanilla$/, code: /^-e$/ }],
  ["groovy", { flags: NEVER, code: /^-e$/ }],
  ["julia", { flags: NEVER, code: /^-e$/ }],
  ["fish", { flags: /^-N$/, code: /^(?:-c|--command)$/ }],
  ["csh", { flags: /^-f$/, code: /^-[a-z]*c$/ }],
  ["tcsh", { flags: /^-f$/, code: /^-[a-z]*c$/ }],
  ["pwsh", { flags: /^-(?:NoProfile|File)$/i, code: /^-c(?:ommand)?$/i }],
  ["nu", { flags: NEVER, code: /^-c$/ }],
  ["xonsh", { flags: NEVER, code: /^-c$/ }],
  ["elvish", { flags: NEVER, code: /^-c$/ }],
]);

/** Builtins of a shell that read words as commands, or as names in which a shell evaluates expressions. */
export const CODE_BUILTINS = new Set(
  words(
    "eval . source trap alias unalias bind complete compgen compopt fc let declare typeset local mapfile readarray enable hash history",
  ),
);

/** Builtins whose operands the shell reads as numbers, jobs or options: none of them is a place for a text. */
export const NUMBER_BUILTINS = new Set(
  words(
    "shift exit return break continue ulimit umask jobs bg fg disown suspend pushd popd dirs caller shopt help type",
  ),
);

/** Builtins whose operands are names of variables. */
export const NAME_BUILTINS = new Set(words("read unset getopts wait export readonly"));

/** Words of plain programs that make them start another one, or evaluate a name. */
export const FORBIDDEN_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ["find", /^-(?:exec|execdir|ok|okdir|fprintf?|fls)$/],
  ["nc", /^(?:-[a-z]*[ec]|--exec|--sh-exec)/],
  ["ncat", /^(?:-[a-z]*[ec]|--exec|--sh-exec|--lua-exec)/],
  ["netcat", /^-[a-z]*[ec]/],
  ...["mail", "mailx", "bsd-mailx", "s-nail", "nail"].map(
    (name) => [name, /^(?:-[a-zA-Z]*[~#X]|-:|-S.*\0|--exec|-[eE].*\0)/] as const,
  ),
  ["sendmail", /^-(?:be|bi|D|C|X)/],
  ["exim", /^-(?:be|bi|D|C|X)/],
  ["mutt", /^-[eF].*\0/],
  ["neomutt", /^-[eF].*\0/],
  ["msmtp", /^(?:-C|--file|--passwordeval)/],
  ["printf", /^-v/],
  ["test", /^-[vR]$/],
  ["[", /^-[vR]$/],
  ["sort", /^--comp/],
  ["tcpdump", /^-[a-zA-Z]*z/],
  ["curl", /^(?:-K|--config)/],
  ["wget", /^(?:-e|--execute|--config|--use-askpass)/],
  ["jobs", /^-x/],
]);

/** Plain programs of which a value in the place of an option could start another program. */
export const OPTIONS_START_PROGRAMS = new Set(words("find sort tcpdump wget nc ncat netcat"));

/** Options of mail programs whose next word is a command or a setting. */
export const MAIL_SETTING = /^(?:-[SEeF]|--set|--exec)$/;

/** Variables that name code to be run, whatever their value. */
export const CODE_VARIABLE = /^(?:BASH_ENV|ENV|PERL5OPT|PYTHONSTARTUP|RUBYOPT|NODE_OPTIONS|PROMPT_COMMAND)\+?$/;

/**
 * Variables that change how a shell, the loader, an interpreter or a program works, and those whose value a shell
 * evaluates as an expression.
 */
export const DANGEROUS_VARIABLE = new RegExp(
  `^(?:${[
    "IFS|CDPATH|ENV|PS[0-9]|PROMPT|VISUAL|OPTIND|S?RANDOM|SECONDS|HISTCMD|LINENO|TMOUT|COLUMNS|LINES|MORE|TZDIR",
    "BASH.*|LD_.*|PERL.*|PYTHON.*|RUBY.*|NODE_.*|LUA_.*|PHP.*|GIT_.*|LESS.*|MAN.*|TERM.*|GCONV.*|LOCPATH|NLSPATH",
    ".*PATH|[A-Z]{3,}RC|.*_RC|.*_?CMD|.*COMMAND|.*RSH|.*PAGER|.*EDITOR|.*BROWSER|.*ASKPASS|.*OPTS?|.*OPTIONS",
    ".*FLAGS|.*HOME|.*CONF|.*CONFIG|.*INIT|.*STARTUP|.*SHELL.*|.*PRELOAD.*|.*PROFILE|.*HOOK|.*EXEC.*",
  ].join("|")})\\+?$`,
);
