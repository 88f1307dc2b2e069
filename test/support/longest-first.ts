import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take 15 s or more, longest first. Most of that they wait. */
const LONGEST = [
  "test/cluster/warm-takeover.test.ts",
  "test/console/every-page.test.ts",
  "test/cluster/pair.test.ts",
  "test/attack/attack.test.ts",
  "test/package/install.test.ts",
  "test/acceptance/log.test.ts",
  "test/pollers/poller.test.ts",
  "test/faults/faults.test.ts",
  "test/acceptance/postgres-faults.test.ts",
  "test/acceptance/notification-rules.test.ts",
  "test/acceptance/fault-injection.test.ts",
  "test/acceptance/command-line-process.test.ts",
  "test/pollers/groups.test.ts",
  "test/acceptance/store-failures.test.ts",
  "test/console/resources-connection.test.ts",
  "test/acceptance/expiring-acknowledgement.test.ts",
  "test/acceptance/command-line.test.ts",
  "test/contract/actions.test.ts",
  "test/console/stale.test.ts",
  "test/acceptance/history.test.ts",
  "src/data/history/history.test.ts",
  "test/pollers/security.test.ts",
  "test/acceptance/command-file.test.ts",
  "test/acceptance/recurring-downtime.test.ts",
  "test/cluster/follow-journal.test.ts",
  "test/console/resources.test.ts",
  "test/console/limited-account.test.ts",
  "src/data/timeseries/back-up-series.test.ts",
  "test/acceptance/reload.test.ts",
];

const OTHERS_BETWEEN = 8;

/**
 * Starts the longest files early, so that no worker waits for another one at the end, and others between them, so that
 * a processor is busy while they wait. Vitest itself knows times of an earlier run only, and without one begins with
 * the largest files.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number =>
      LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
    const long = files.filter((file) => rankOf(file) !== -1).toSorted((one, other) => rankOf(one) - rankOf(other));
    const others = (await super.sort(files)).filter((file) => rankOf(file) === -1);
    return [...long.flatMap((file) => [file, ...others.splice(0, OTHERS_BETWEEN)]), ...others];
  }
}
