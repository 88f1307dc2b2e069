/**
 * Programs that read their arguments or their input as code, or start other programs. All others are plugins or plain
 * programs: an argument is theirs, whatever they do with it. Names are without folder and version (`python3.11`:
 * `python`).
 */

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
  ["exec", wrapper("-c -l", "-a")],
  ["busybox", wrapper("")],
  ["toybox", wrapper("")],
]);

/** Shells whose `-c` script is read by the rules of sh. */
export const SHELLS = new Set(words("sh ash bash dash ksh mksh oksh lksh pdksh posh rbash rksh yash zsh rzsh"));

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

export const AWKS = new Set(words("awk gawk mawk nawk original-awk"));

export const SEDS = new Set(words("sed gsed"));

/** Programs that start others or read commands from their input, in ways that are not followed here. */
export const STARTERS = new Set(
  words(`su script scriptreplay xargs parallel ssh slogin rsh rexec remsh mosh dsh pdsh clush sshpass ansible salt
  check_by_ssh at batch crontab watch strace ltrace gdb lldb vi vim view nvim ex ed red nano emacs less more most man
  pager tmux screen dtach make gmake cmake ninja m4 dc gnuplot psql mysql mariadb sqlite mongo mongosh ftp sftp lftp
  telnet socat git hg svn tar bsdtar rsync scp zip start-stop-daemon systemd-run machinectl nsenter chroot unshare
  docker podman nerdctl kubectl lxc-attach virsh setpriv capsh chpst softlimit run-parts entr xvfb-run rlwrap unbuffer
  fakeroot firejail bwrap flatpak proxychains cmd powershell wsl`),
);

/** Builtins of a shell that read words as commands, or as names in which a shell evaluates expressions. */
export const CODE_BUILTINS = new Set(
  words(
    "eval . source trap alias bind complete compgen compopt fc let declare typeset local mapfile readarray enable hash history",
  ),
);

/** Builtins whose operands are names of variables. */
export const NAME_BUILTINS = new Set(words("read unset getopts wait export readonly"));

/** Words of plain programs that make them start another one, or evaluate a name. */
export const FORBIDDEN_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ["find", /^-(?:exec|execdir|ok|okdir)$/],
  ["nc", /^(?:-[a-z]*[ec]|--exec|--sh-exec)/],
  ["ncat", /^(?:-[a-z]*[ec]|--exec|--sh-exec|--lua-exec)/],
  ["netcat", /^-[a-z]*[ec]/],
  ["mail", /^-[a-zA-Z]*[~#]/],
  ["mailx", /^-[a-zA-Z]*[~#]/],
  ["sendmail", /^-(?:be|bi|D|C|X)/],
  ["exim", /^-(?:be|bi|D|C|X)/],
  ["printf", /^-v/],
  ["test", /^-[vR]$/],
  ["[", /^-[vR]$/],
  ["sort", /^--compress-program/],
  ["tcpdump", /^-z/],
]);

/** Variables that name code to be run, whatever their value. */
export const CODE_VARIABLE = /^(?:BASH_ENV|ENV|PERL5OPT|PYTHONSTARTUP|RUBYOPT|NODE_OPTIONS|PROMPT_COMMAND)\+?$/;

/** Variables that change how a shell, the loader or an interpreter works. */
export const DANGEROUS_VARIABLE =
  /^(?:PATH|ENV|BASH.*|LD_.*|IFS|PS[0-9]|PERL.*|PYTHON.*|RUBY.*|NODE_.*|LUA_.*|PHP.*|.*OPTS?|.*OPTIONS|SHELL.*|EDITOR|VISUAL|PAGER|PROMPT_COMMAND|GIT_.*|HOME|CDPATH|MAILRC|OPTIND|.*PRELOAD.*)\+?$/;

/** Name of a program without its folder, variant (`vim.tiny`) and version. */
export const programName = (path: string): string =>
  path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.(?:openbsd|traditional|tiny|basic|nox|ws|real|distrib|exe)$/, "")
    .replace(/(?<=[A-Za-z])-?[0-9][0-9.]*$/, "");

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
