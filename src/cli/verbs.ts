import type { Command } from "commander";
import type { ProcessContext } from "./process-context.ts";

/** Command of `vigie`. Only the one that is called is loaded: most need a small part of the program. */
export interface Verb {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  readonly load: (context: ProcessContext) => Promise<Command>;
}

const RUN = "Run a server:";
const LOOK = "Look:";
const ACT = "Act:";
const KEEP = "Keep:";
const OTHER = "Other:";

export const VERBS: readonly Verb[] = [
  {
    name: "serve",
    group: RUN,
    summary: "start the server",
    load: async (context) => (await import("./serve.ts")).serveCommand(context),
  },
  {
    name: "init",
    group: RUN,
    summary: "make a configuration of your own in a new folder",
    load: async (context) => (await import("./init.ts")).initCommand(context),
  },
  {
    name: "check-config",
    group: RUN,
    summary: "validate the configuration without starting",
    load: async (context) => (await import("./check-config.ts")).checkConfigCommand(context),
  },
  {
    name: "reload",
    group: RUN,
    summary: "make the running server read its configuration again",
    load: async (context) => (await import("./reload.ts")).reloadCommand(context),
  },
  {
    name: "poller",
    group: RUN,
    summary: "check from another place: run a poller there, add one here",
    load: async (context) => (await import("./poller/poller.ts")).pollerCommand(context),
  },
  {
    name: "cluster",
    group: RUN,
    summary: "show who leads a store that several servers share, and let a standby lead",
    load: async (context) => (await import("./cluster.ts")).clusterCommand(context),
  },
  {
    name: "status",
    group: LOOK,
    summary: "count hosts, services and problems",
    load: async (context) => (await import("./monitoring/status.ts")).statusCommand(context),
  },
  {
    name: "problems",
    group: LOOK,
    summary: "list what is not UP or OK",
    load: async (context) => (await import("./monitoring/problems.ts")).problemsCommand(context),
  },
  {
    name: "hosts",
    group: LOOK,
    summary: "list hosts",
    load: async (context) => (await import("./monitoring/hosts.ts")).hostsCommand(context),
  },
  {
    name: "services",
    group: LOOK,
    summary: "list services",
    load: async (context) => (await import("./monitoring/services.ts")).servicesCommand(context),
  },
  {
    name: "show",
    group: LOOK,
    summary: "show one host or service with all that is known of it",
    load: async (context) => (await import("./monitoring/show.ts")).showCommand(context),
  },
  {
    name: "comments",
    group: LOOK,
    summary: "list the comments on hosts and services",
    load: async (context) => (await import("./monitoring/comment.ts")).commentsCommand(context),
  },
  {
    name: "history",
    group: LOOK,
    summary: "show what happened to a host or service",
    load: async (context) => {
      const { historyPruneCommand } = await import("./history-prune.ts");
      const { historyCommand } = await import("./monitoring/history.ts");
      return historyCommand(context).addCommand(historyPruneCommand(context));
    },
  },
  {
    name: "graph",
    group: LOOK,
    summary: "draw the performance data of a host or service in the terminal",
    load: async (context) => (await import("./monitoring/graph.ts")).graphCommand(context),
  },
  {
    name: "metrics",
    group: LOOK,
    summary: "show what is kept of performance data, and how much",
    load: async (context) => (await import("./monitoring/metrics.ts")).metricsCommand(context),
  },
  {
    name: "availability",
    group: LOOK,
    summary: "show how available a host, a service or a group was",
    load: async (context) => (await import("./monitoring/availability.ts")).availabilityCommand(context),
  },
  {
    name: "report",
    group: LOOK,
    summary: "list, show and send the reports of availability that go out by mail",
    load: async (context) => (await import("./monitoring/report.ts")).reportCommand(context),
  },
  {
    name: "log",
    group: LOOK,
    summary: "show what happened on the server and what operators did; --follow waits for more",
    load: async (context) => (await import("./monitoring/log.ts")).logCommand(context),
  },
  {
    name: "explain",
    group: LOOK,
    summary: "show who was notified about a host or service, who was not, and why",
    load: async (context) => (await import("./explain.ts")).explainCommand(context),
  },
  {
    name: "ack",
    group: ACT,
    summary: "acknowledge a problem",
    load: async (context) => (await import("./monitoring/acknowledge.ts")).ackCommand(context),
  },
  {
    name: "unack",
    group: ACT,
    summary: "cancel an acknowledgement",
    load: async (context) => (await import("./monitoring/acknowledge.ts")).unackCommand(context),
  },
  {
    name: "downtime",
    group: ACT,
    summary: "schedule a downtime",
    load: async (context) => (await import("./monitoring/downtime.ts")).downtimeCommand(context),
  },
  {
    name: "cancel-downtime",
    group: ACT,
    summary: "cancel downtimes by their numbers, or those of a host or service",
    load: async (context) => (await import("./monitoring/cancel-downtime.ts")).cancelDowntimeCommand(context),
  },
  {
    name: "check",
    group: ACT,
    summary: "check a host or service now",
    load: async (context) => (await import("./monitoring/check.ts")).checkCommand(context),
  },
  {
    name: "comment",
    group: ACT,
    summary: "add a comment to a host or service",
    load: async (context) => (await import("./monitoring/comment.ts")).commentCommand(context),
  },
  {
    name: "uncomment",
    group: ACT,
    summary: "delete comments by their numbers",
    load: async (context) => (await import("./monitoring/uncomment.ts")).uncommentCommand(context),
  },
  {
    name: "submit",
    group: ACT,
    summary: "submit a passive result",
    load: async (context) => (await import("./monitoring/submit.ts")).submitCommand(context),
  },
  {
    name: "command",
    group: ACT,
    summary: "send external commands of Nagios to the running server",
    load: async (context) => (await import("./command.ts")).commandCommand(context),
  },
  {
    name: "notify-test",
    group: ACT,
    summary: "send a test notification to a contact, without a running server",
    load: async (context) => (await import("./notify-test.ts")).notifyTestCommand(context),
  },
  {
    name: "remote-write",
    group: ACT,
    summary: "try the targets of remote write, without a running server",
    load: async (context) => (await import("./remote-write.ts")).remoteWriteCommand(context),
  },
  {
    name: "user",
    group: KEEP,
    summary: "accounts that may log in",
    load: async (context) => (await import("./user.ts")).userCommand(context),
  },
  {
    name: "token",
    group: KEEP,
    summary: "tokens for scripts",
    load: async (context) => (await import("./token.ts")).tokenCommand(context),
  },
  {
    name: "store",
    group: KEEP,
    summary: "move the store to PostgreSQL, or back",
    load: async (context) => (await import("./store.ts")).storeCommand(context),
  },
  {
    name: "backup",
    group: KEEP,
    summary: "write a consistent copy of store, history and performance data, also while the server runs",
    load: async (context) => (await import("./backup.ts")).backupCommand(context),
  },
  {
    name: "restore",
    group: KEEP,
    summary: "put a backup in the place of store, history and performance data; the server must be stopped",
    load: async (context) => (await import("./restore.ts")).restoreCommand(context),
  },
  {
    name: "import",
    group: KEEP,
    summary: "import another installation",
    load: async (context) => (await import("./import.ts")).importCommand(context),
  },
  {
    name: "version",
    group: OTHER,
    summary: "show the version of this program",
    load: async () => (await import("./version.ts")).versionCommand(),
  },
  {
    name: "completion",
    group: OTHER,
    summary: "print the completion script of a shell",
    load: async () => (await import("./completion/completion.ts")).completionCommand(),
  },
];
