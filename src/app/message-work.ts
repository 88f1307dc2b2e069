import type { SendMessage } from "../alerting/delivery/attempts.ts";
import type { BeforeSending, Channel, DeliverableMessage } from "../alerting/delivery/channel.ts";
import { channelNameOf } from "../alerting/delivery/channel-command.ts";
import { createCommandRunner } from "../alerting/delivery/command-runner.ts";
import { createDeliverer, type Deliverer } from "../alerting/delivery/deliver.ts";
import { createSender } from "../alerting/delivery/send-message.ts";
import { createTestMessages, type TestMessages } from "../alerting/delivery/test-messages.ts";
import type { Settings } from "../config/settings/settings.ts";
import { parseCommandCall } from "../config/objects/value-pool.ts";
import { createStoredTimeline } from "../data/history/read-timeline.ts";
import type { Undelivered } from "../interfaces/api/server/undelivered.ts";
import type { UnixSeconds } from "../lib/clock.ts";
import type { Inventory } from "../model/objects.ts";
import type { ResourceKey } from "../model/resource-key.ts";
import {
  createAvailabilityReports,
  type AvailabilityReports,
} from "../operations/availability/availability-reports.ts";
import { createReportMails } from "../operations/reports/report-mails.ts";
import { createReports, type RunningReports } from "../operations/reports/reports.ts";
import { createReportSender } from "../operations/reports/send-report.ts";
import type { Lead } from "./lead.ts";
import type { ServerData } from "./server-data.ts";
import type { SettingsInEffect } from "./settings-in-effect.ts";

export interface MessageWorkOptions {
  readonly data: ServerData;
  readonly settings: Settings;
  readonly inEffect: () => SettingsInEffect;
  readonly processMacros: ReadonlyMap<string, string>;
  readonly lead: Pick<Lead, "othersTrySeconds">;
  /** Notification commands at the same time. */
  readonly maxCommands: number;
  readonly beforeSending: BeforeSending;
  /** See `Pollers`. */
  readonly notSeenSince: (key: ResourceKey) => UnixSeconds | null;
}

/** What leaves this server for people: notifications by channels and commands, and reports by mail. */
export interface MessageWork {
  readonly availability: AvailabilityReports;
  readonly deliverer: Deliverer;
  readonly reports: RunningReports;
  readonly testMessages: TestMessages;
  /** Oldest notifications that are not delivered. */
  undelivered(limit: number): Promise<readonly Undelivered[]>;
  /** Ends running notification commands. */
  stop(): Promise<void>;
}

/** Makes the parts; nothing runs yet. */
export function createMessageWork(options: MessageWorkOptions): MessageWork {
  const { data, settings, inEffect, processMacros, lead, maxCommands, beforeSending, notSeenSince } = options;
  const { store, ledger, inventory, clock, log } = data;
  const common = { clock, log, inventory, stateOf: ledger.state, processMacros };
  const channels = (): readonly Channel[] => inEffect().channels;
  const runner = createCommandRunner({
    clock,
    log,
    environment: settings.pluginEnvironment,
    plugins: { maxHelpers: maxCommands },
    beforeSending,
  });
  const sender = createSender({
    ...common,
    runner,
    channels,
    commandInDoubt: () => inEffect().settings.commandInDoubt,
    readRecipients: store.readRecipients,
    beforeSending,
  });
  const carrierOf = (message: DeliverableMessage): string => {
    if (message.kind === "report") return "mail";
    const definition = inventory().commands.get(parseCommandCall(message.command).name);
    const channel = definition && channelNameOf(definition);
    return channel ? (channels().find(({ name }) => name === channel)?.kind ?? "unknown") : "program";
  };
  const availability = createAvailabilityReports({
    timeline: createStoredTimeline({ history: data.history, presentState: ledger.state }),
    inventory,
    clock,
    notSeenSince,
    closed: data.closedParts,
  });
  const ofReports = { mails: createReportMails({ availability, inventory }), definitions: () => inEffect().reports };
  const sendReport = createReportSender({
    ...common,
    ...ofReports,
    channels,
    beforeSending,
  });
  const send: SendMessage = (message) => (message.kind === "report" ? sendReport(message) : sender.send(message));
  const deliverer = createDeliverer({
    store,
    commit: ledger.commit,
    clock,
    log,
    send,
    inventory,
    carrierOf,
    othersTryUntil:
      lead.othersTrySeconds === 0
        ? -Infinity
        : clock.now() + lead.othersTrySeconds + longestTrySeconds(inventory(), channels()),
  });
  const reports = createReports({
    ...common,
    ...ofReports,
    store,
    commit: ledger.commit,
    failedAttemptsOf: deliverer.failedAttemptsOf,
  });

  return {
    availability,
    deliverer,
    reports,
    testMessages: createTestMessages({ clock, inventory, runner, channels }),
    undelivered: async (limit) =>
      (await store.readOutbox(0, limit)).map((message) => ({
        ...message,
        failed: deliverer.failedAttemptsOf(message.id),
        behind: deliverer.waitsBehind(message.id),
      })),
    stop: () => runner.stop(),
  };
}

/** How long the leader before may be busy with a message that it began to send. */
const longestTrySeconds = ({ main }: Inventory, channels: readonly Channel[]): number =>
  Math.max(main.notificationTimeoutSeconds, ...channels.map((channel) => channel.longestTrySeconds));
