import type { CheckKind } from "./kind.ts";
import { checkDisk } from "./disk/check-disk.ts";
import { checkDummy } from "./dummy/check-dummy.ts";
import { checkHttp } from "./http/check-http.ts";
import { checkLoad } from "./load/check-load.ts";
import { checkMemory } from "./memory/check-memory.ts";
import { checkPoller } from "./poller/check-poller.ts";
import { checkProcs } from "./procs/check-procs.ts";
import { checkSwap } from "./swap/check-swap.ts";
import { checkTcp } from "./tcp/check-tcp.ts";
import { checkUptime } from "./uptime/check-uptime.ts";

/** All built-in checks by command name. A new kind is a folder and one line here. */
export const kinds: ReadonlyMap<string, CheckKind> = new Map(
  [
    checkDisk,
    checkDummy,
    checkHttp,
    checkLoad,
    checkMemory,
    checkPoller,
    checkProcs,
    checkSwap,
    checkTcp,
    checkUptime,
  ].map((kind) => [kind.name, kind]),
);
