/**
 * Names of programs by what they do with their arguments and their input, after Debian's packages. Names are without
 * folder, variant and version (`python3.11`: `python`).
 */

/** Shells whose `-c` script is read by the rules of sh. */
export const SHELLS = new Set(words("sh ash bash dash rbash"));

/**
 * Shells in whose scripts a value is code in more places: in ksh and zsh, `test "$1" -eq 0` and `printf %d "$1"` run the
 * commands in `a[$(…)]`.
 */
export const OTHER_SHELLS = new Set(
  words("ksh rksh lksh mksh oksh pdksh posh yash zsh rzsh hush sash jsh bsh osh ysh rc es scsh"),
);

export const AWKS = new Set(words("awk gawk mawk nawk original-awk"));

export const SEDS = new Set(words("sed gsed"));

/** Programs that start others, or read commands or code from arguments or input, in ways that are not followed here. */
export const STARTERS: ReadonlySet<string> = new Set([
  // As another user, in another root, name space or container.
  ...words(`su sg newgrp pkexec run0 sudoedit super sux calife dzdo ksu gksu gksudo kdesu beesu runas su-exec gosu
    setuidgid envuidgid chpst softlimit envdir setpriv capsh runcon newrole sandbox seunshare aa-exec login sulogin
    chroot schroot dchroot fakechroot fakeroot fakeroot-sysv fakeroot-tcp fakeroot-ng pseudo proot unshare nsenter
    switch_root pivot_root bwrap firejail nsjail minijail0 flatpak flatpak-spawn snap toolbox distrobox
    distrobox-enter systemd-nspawn machinectl lxc lxc-attach lxc-execute incus virsh vagrant docker podman nerdctl
    buildah kubectl oc crictl ctr runc crun netns jk_chrootlaunch uml_mconsole`),
  // With limits, priorities, another environment; detached; at another time.
  ...words(`prlimit choom uclampset cpulimit cgexec numactl hugectl timelimit trickle schedtool nocache eatmydata
    setarch arch32 linux32 linux64 i386 x86_64 uname26 qemu-user catchsegv ld.so start-stop-daemon daemon daemonize
    dtach abduco screen tmux byobu zellij tini dumb-init catatonit setlock lckdo lockrun with-lock-ex dotlockfile
    run-one run-this-one run-one-constantly keep-one-running runalarm runlock runstat niceload chronic cronic errno
    logsave systemd-run systemd-inhibit systemd-cat systemd-socket-activate systemd-mount systemctl service invoke-rc.d
    dbus-run-session dbus-launch busctl gdbus ssh-agent gpg-agent fcgistarter fstab-decode authbind
    at batch crontab cron anacron fcrontab watch viddy entr inoticoming incrontab watchexec reflex run-parts
    argv0 fghack pgrphack tcpserver tcpsvd udpsvd ipsvd tcpclient inetd execlineb s6-setuidgid s6-envdir s6-softlimit
    s6-setlock s6-sudo svlogd multilog proxychains tsocks torsocks torify usewithtor runsocks socksify cttyhack`),
  // In a terminal or on a display.
  ...words(`script scriptlive scriptreplay rlwrap rlfe ledit unbuffer empty luit openvt getty agetty xinit startx
    xvfb-run xauth xterm uxterm lxterm x-terminal-emulator gnome-terminal konsole xfce4-terminal lxterminal rxvt urxvt
    alacritty kitty foot terminator tilix mlterm xdotool dmenu_run rofi xdg-open gtk-launch gio exo-open
    run-mailcap see edit compose pasuspender padsp aoss vglrun optirun primusrun gamemoderun`),
  // For several inputs, on other machines.
  ...words(`xargs parallel env_parallel sem rush prll ppss pee ifne zrun mispipe apply fd fdfind ssh slogin autossh mosh
    rsh rcp rexec remsh rlogin dsh pdsh clush mussh pssh parallel-ssh sshpass sshuttle ssh-copy-id ansible
    ansible-playbook salt salt-call puppet chef-client knife fab cap check_by_ssh sftp scp ftp lftp ncftp telnet socat`),
  // With hooks among their options or in what they read.
  ...words(`rsync rsync-ssl tar bsdtar gtar cpio pax zip split git hg svn cvs bzr darcs fossil man groff troff nroff pic
    m4 tex latex pdftex pdflatex luatex gs dpkg dpkg-architecture dpkg-buildpackage dpkg-source debconf
    debconf-apt-progress apt apt-get apt-cache apt-cdrom apt-config apt-key aptitude debootstrap pbuilder sbuild debuild
    debsign rpm yum dnf zypper make gmake cmake ctest cpack ninja meson scons rake ant mvn gradle just task msgexec
    msgfilter patch cargo npm npx yarn pnpm bundle gem pip pipx uv poetry tox nox pytest go cc c++ gcc g++ clang tcc
    ld libtool logrotate rotatelogs cronolog procmail maildrop formail metamail fail2ban-client postconf apache2
    apache2ctl apachectl httpd nginx mysqld mariadbd mysqld_safe mariadbd-safe pg_ctl pg_ctlcluster pg_virtualenv
    openvpn pppd wvdial wpa_cli ip tc udevadm nmap hping stap bpftrace openssl stunnel slattach ldd convert magick
    ghostscript visudo vipw vigr`),
  // Debuggers and measuring tools.
  ...words(`strace ltrace gdb gdbtui lldb rr valgrind perf heaptrack uftrace trace-cmd sotruss memusage bugpoint not
    lli gprofng hyperfine multitime sysdig`),
  // Editors, pagers and clients with a command of their own for the shell.
  ...words(`vi vim view vimdiff gvim rvim rview nvim ex ed red nano pico joe jed mc mcedit emacs emacsclient editor
    sensible-editor sensible-pager sensible-browser less more most pg pager lv w3m lynx links elinks info
    alpine dc gnuplot octave maxima psql mysql mariadb sqlite mongo mongosh sqlplus isql clickhouse-client
    redis-cli ghci`),
  // Interpreters without rules of their own.
  ...words(`irb jruby rake ipython bpython jython micropython texlua luatex raku perl6 perldoc prove phpdbg php-cgi hhvm
    qjs d8 js rhino gjs ts-node tsx java jshell jrunscript jjs jdb kotlin kotlinc scala clojure clj ghc runghc runhaskell
    ocaml utop erl escript elixir iex mix swipl gprolog scheme mit-scheme gosh racket csi sbcl clisp ecl newlisp picolisp
    jimsh tcl R sage dart swift cling dotnet mono wine pike falcon gforth cmd powershell wsl`),
]);

/**
 * Names that are also ordinary words, services or ways of notification. As an argument of an unknown program they name a
 * program only with their folder, or with `-c`, `-e` or `-x` after them.
 */
export const ALSO_WORDS: ReadonlySet<string> = new Set(
  words(`time nice command exec env timeout at batch watch view more most less pager man make script screen service
    sandbox super login daemon errno empty see edit compose apply task just go gem patch convert not red ed ex pic info
    editor split node expect wish fish nu mysql mariadb psql sqlite mongo docker podman lxc snap git salt puppet ftp
    telnet java nginx httpd apache2 mysqld mariadbd openvpn ip tc rc es tcl R js cap fab links magick task uv sem see
    cron pg scheme mix swift dart pike falcon kitty foot oc sage rush open info mono wine cmd tox nox ant perf rr apt rpm
    yum dnf pip npm yarn cargo ninja meson systemctl`),
);

/** Programs that read neither code nor the name of a program, but for FORBIDDEN_WORDS. */
export const PLAIN_PROGRAMS: ReadonlySet<string> = new Set(
  words(`printf echo true false : test [ cd pwd set shift return exit break continue kill umask ulimit type
    cat head tail tr cut grep egrep fgrep wc uniq paste fold fmt nl rev tac cmp comm join date sleep tee basename
    dirname readlink realpath expr sort seq iconv base64 base32 md5sum sha1sum sha256sum sha512sum xxd od hexdump
    strings printenv logger mail mailx bsd-mailx s-nail nail sendmail exim mutt neomutt msmtp ssmtp curl wget snmptrap
    snmpinform send_nsca send_nrdp notify-send wall write jq ls rm mv cp touch mkdir rmdir ln chmod chown stat ping
    find tcpdump nc ncat netcat hostname id whoami ps jobs pushd popd dirs caller bg fg disown suspend shopt
    logout help times`),
);

/** Name of a program without its folder, variant (`vim.tiny`), version and architecture, as the lists have it. */
export function programName(path: string): string {
  const name = path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.(?:openbsd|traditional|tiny|basic|nox|gtk|gtk3|mailutils|default|ws|real|distrib|exe|bin)$/, "")
    .replace(/-(?:static|dbg)$/, "");
  if (STARTERS.has(name)) return name;
  if (/^ld(?:-.*)?\.so/.test(name)) return "ld.so";
  return name
    .replace(/^(?:x86_64|i[3-6]86|aarch64|arm\w*)-linux-\w+-/, "")
    .replace(/-(?:x86_64|i[3-6]86|aarch64|arm\w*)-linux-\w+$/, "")
    .replace(/(?<=[A-Za-z+])-?[0-9][0-9.]*$/, "");
}

/** The words of a text. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
