import { counted } from "../../../lib/counted.ts";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { Notice } from "../../stream/notice.ts";
import type { Health } from "../health/health.ts";
import type { ApiParts } from "../api-parts.ts";

type Part = Health["problems"][number]["part"];

const WORDS: Readonly<Record<Part, string>> = {
  store: "Nothing can be stored",
  history: "Old events cannot be moved or read",
  command_file: "The command file is not read",
  time_series: "Performance data cannot be stored",
  remote_write: "Performance data is not sent on",
};

/** Waiting messages that are looked at. */
const MAX_LOOKED_AT = 50;

/** What administrators are told over the live stream: what `GET /api/server` has, where something is the matter. */
export async function presentNotices({
  health,
  lastReload,
  undelivered,
}: Pick<ApiParts, "health" | "lastReload" | "undelivered">): Promise<readonly Notice[]> {
  const reload = lastReload();
  const failing = (await undelivered(MAX_LOOKED_AT)).flatMap(({ failed }) => failed ?? []);
  return [
    ...health().problems.map(({ part, code, since }): Notice => ({
      level: part === "store" ? "error" : "warning",
      code,
      message: `${WORDS[part]} since ${since}.`,
    })),
    ...(reload?.result === "refused" || reload?.result === "failed"
      ? [{ level: "warning", code: `reload-${reload.result}`, message: reloadMessage(reload) } as const]
      : []),
    ...(failing.length > 0
      ? [
          {
            level: "warning",
            code: "notifications-failing",
            message: `Notifications fail: ${failing[0]!.reason}.`,
          } as const,
        ]
      : []),
  ];
}

const reloadMessage = ({ at, errors }: NonNullable<ReturnType<ApiParts["lastReload"]>>): string =>
  `The reload of ${formatRfc3339(Math.floor(at))} changed nothing` +
  (errors.length === 0 ? "." : `: ${counted(errors.length, "error")} in the configuration.`);
