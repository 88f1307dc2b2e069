import type { Store, StoredMessage } from "../../data/store/store.ts";
import type { ReportDates } from "../../engine/availability/report-range.ts";
import { createAlarm } from "../../lib/alarm.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { formatRfc3339 } from "../../lib/rfc3339.ts";
import type { Change, StoredReportSchedule } from "../../model/change.ts";
import { COMMIT_RETRY_SECONDS } from "../../model/commit-retry.ts";
import type { FailedAttempts } from "../../model/failed-attempts.ts";
import { reportEnded } from "../../model/history-changes.ts";
import { reportCommand, reportNameOf, type ReportMessage } from "../../model/history-event.ts";
import type { Inventory } from "../../model/objects.ts";
import { Refusal } from "../../model/refusal.ts";
import { SERVER_KEY } from "../../model/resource-key.ts";
import type { Actor } from "../audit/actor.ts";
import { createAudit } from "../audit/audit.ts";
import { lastTime, nextTime } from "./cron.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { ReportMail, ReportMails } from "./report-mails.ts";
import { datesBefore, textOfDates } from "./report-range.ts";
import { reportZone } from "./send-report.ts";

/** Reports of availability by mail: puts them into the outbox when they are due, each time once. */
export interface Reports {
  /** Reports of the settings, with what became of the last one. */
  list(): Promise<readonly ReportStatus[]>;
  /** Dates that a report has if it is sent now. Refuses with `report-not-found`, as the next two. */
  datesNow(name: string): ReportDates;
  /** Makes a report without sending it. Refuses as availability reports do. */
  make(name: string, dates: Pick<ReportDates, "from" | "to">): Promise<ReportMail>;
  /** Puts a report into the outbox. Default recipients: those of the settings. Resolves when that is durable. */
  send(request: SendRequest, actor: Actor): Promise<readonly string[]>;
}

export interface SendRequest {
  readonly name: string;
  readonly dates: Pick<ReportDates, "from" | "to">;
  readonly to: readonly string[] | null;
}

export interface ReportStatus {
  readonly definition: ReportDefinition;
  readonly zone: string;
  readonly nextAt: UnixSeconds | null;
  /** Newest mails, one for each recipient; empty if there was none. */
  readonly last: readonly ReportMessageStatus[];
}

export interface ReportMessageStatus {
  readonly message: StoredMessage & ReportMessage;
  readonly failedAttempts: FailedAttempts | null;
}

export interface RunningReports extends Reports {
  start(): Promise<void>;
  /** To be called when a configuration has come into effect. */
  configure(): void;
  stop(): Promise<void>;
}

export interface ReportsOptions {
  readonly store: Pick<Store, "readReportSchedules" | "readMessages">;
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  readonly definitions: () => readonly ReportDefinition[];
  readonly inventory: () => Inventory;
  readonly mails: ReportMails;
  readonly failedAttemptsOf: (id: number) => FailedAttempts | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** A report whose time passed while the server did not run is sent at the start, unless it is older than this. */
const MAX_LATE_SECONDS = 7 * 86_400;
/** As many as one round of all reports may have, several times. */
const MESSAGES_READ = 5_000;

export function createReports(options: ReportsOptions): RunningReports {
  const { store, commit, definitions, inventory, mails, failedAttemptsOf, clock, log } = options;
  const audit = createAudit({ clock, stateOf: () => null });
  const schedules = new Map<string, StoredReportSchedule>();
  let turn: Promise<void> = Promise.resolve();
  let isRunning = false;
  let configuredAt = clock.now();

  const scheduleOf = (definition: ReportDefinition): string =>
    `${definition.schedule} ${reportZone(definition, inventory())}`;

  const keep = async (record: StoredReportSchedule, more: readonly Change[] = []): Promise<void> => {
    await commit([{ kind: "report-schedule", record }, ...more]);
    schedules.set(record.name, record);
  };

  const forgetRemoved = async (): Promise<void> => {
    const names = new Set(definitions().map(({ name }) => name));
    const gone = [...schedules.keys()].filter((name) => !names.has(name));
    if (gone.length === 0) return;
    await commit(gone.map((name) => ({ kind: "report-schedule-forgotten", name })));
    for (const name of gone) schedules.delete(name);
  };

  /** Sends the last time of the schedule that is not done with. A schedule that is new begins with its configuration. */
  const catchUp = async (definition: ReportDefinition, now: UnixSeconds): Promise<void> => {
    const { name } = definition;
    const zone = reportZone(definition, inventory());
    const schedule = scheduleOf(definition);
    const known = schedules.get(name);
    if (known?.schedule !== schedule) await keep({ name, schedule, doneUntil: Math.floor(configuredAt) });
    const { doneUntil } = schedules.get(name)!;
    const dueAt = lastTime(definition.schedule, zone, now);
    if (dueAt === null || dueAt <= doneUntil) return;
    const done = { name, schedule, doneUntil: dueAt };
    const dates = datesBefore(dueAt, definition.range, zone);
    const isMissed = now - dueAt > MAX_LATE_SECONDS;
    const words = `report ${name} for ${dates.from} to ${dates.to}`;
    const fields = { area: "report", report: name, range: textOfDates(dates), due: formatRfc3339(dueAt) };
    if (isMissed) {
      const reason = `${words} was due at ${formatRfc3339(dueAt)}, when the server did not run: too old to be sent`;
      await keep(done, [reportEnded(now, false, reason)]);
      log.warn({ ...fields, event: "report-failed" }, reason);
    } else {
      await keep(done, messagesOf({ name, dates, to: definition.to }, now, null));
      log.info({ ...fields, event: "report-due", recipients: definition.to.length }, `${words} is due`);
    }
  };

  const nextOf = (definition: ReportDefinition, after: UnixSeconds): UnixSeconds | null =>
    nextTime(definition.schedule, reportZone(definition, inventory()), after);

  const run = async (): Promise<void> => {
    if (!isRunning) return;
    // A time that comes while something is stored is later than this one, and rings at the end.
    const now = Math.floor(clock.now());
    let next = Infinity;
    try {
      await forgetRemoved();
      for (const definition of definitions()) {
        await catchUp(definition, now);
        next = Math.min(next, nextOf(definition, now) ?? Infinity);
      }
    } catch (error) {
      log.error({ area: "report", err: error }, "the times of reports could not be stored; tried again");
      next = clock.now() + COMMIT_RETRY_SECONDS;
    }
    if (isRunning) alarm.set(next === Infinity ? null : next);
  };

  const soon = (): Promise<void> => (turn = turn.then(run));
  const alarm = createAlarm(clock, () => void soon());

  const find = (name: string): ReportDefinition => {
    const definition = definitions().find((one) => one.name === name);
    if (definition === undefined) throw new Refusal("report-not-found", `There is no report '${name}' in vigie.yaml.`);
    return definition;
  };

  return {
    async start() {
      for (const record of await store.readReportSchedules()) schedules.set(record.name, record);
      isRunning = true;
      configuredAt = clock.now();
      await soon();
    },
    configure() {
      configuredAt = clock.now();
      void soon();
    },
    async stop() {
      isRunning = false;
      alarm.set(null);
      await turn;
    },
    async list() {
      const messages = await store.readMessages(SERVER_KEY, MESSAGES_READ);
      return definitions().map((definition) => ({
        definition,
        zone: reportZone(definition, inventory()),
        nextAt: nextOf(definition, clock.now()),
        last: newestOf(messages, definition.name).map((message) => ({
          message,
          failedAttempts: message.doneAt === null ? failedAttemptsOf(message.id) : null,
        })),
      }));
    },
    datesNow(name) {
      const definition = find(name);
      return datesBefore(clock.now(), definition.range, reportZone(definition, inventory()));
    },
    async make(name, { from, to }) {
      const definition = find(name);
      return mails.of(definition, { from, to, zone: reportZone(definition, inventory()) });
    },
    async send({ name, dates, to }, actor) {
      const recipients = to ?? find(name).to;
      const did = `report ${find(name).name} for ${dates.from} to ${dates.to} requested for ${recipients.join(", ")}`;
      await commit([
        ...audit(actor)(did, [SERVER_KEY]),
        ...messagesOf({ name, dates, to: recipients }, Math.floor(clock.now()), actor.name),
      ]);
      return recipients;
    },
  };
}

const messagesOf = (
  { name, dates, to }: SendRequest & { readonly to: readonly string[] },
  at: UnixSeconds,
  author: string | null,
): readonly Change[] =>
  to.map((contact) => ({
    kind: "outbox",
    message: {
      key: SERVER_KEY,
      at,
      kind: "report",
      contact,
      command: reportCommand(name),
      author,
      comment: textOfDates(dates),
    },
  }));

/** Messages of the newest time at which a report was put into the outbox, in order of id. */
function newestOf(messages: readonly StoredMessage[], name: string): readonly (StoredMessage & ReportMessage)[] {
  const ofReport = messages.filter(
    (message): message is StoredMessage & ReportMessage => message.kind === "report" && reportNameOf(message) === name,
  );
  return ofReport.filter(({ at }) => at === ofReport[0]!.at).toReversed();
}
