import { Command, InvalidArgumentError } from "commander";
import { newScriptToken } from "../access/new-script-token.ts";
import { idOfHash } from "../access/secret.ts";
import { systemClock, type Clock } from "../lib/clock.ts";
import { printableJson } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { accountNamed, checkText } from "./account-checks.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { table } from "../lib/table.ts";
import type { StoreContext } from "./user.ts";
import { createWithStore } from "./with-store.ts";
import { isScriptToken, type StoredToken } from "../model/account.ts";
import type { Change } from "../model/change.ts";
import { counted } from "../lib/counted.ts";

const MAX_LIFETIME_SECONDS = 3650 * 86_400;

/** `vigie token …`: tokens for scripts, with a fixed expiry instead of the sliding hour of a login. */
export function tokenCommand(
  context: StoreContext,
  streams: CommandStreams = processStreams,
  clock: Clock = systemClock,
): Command {
  const run = createWithStore(context, streams);
  const parts = { clock, typed: context.typed };
  const token = new Command("token").description("tokens for scripts");

  token
    .command("add")
    .argument("<login>", "the account the script acts as")
    .description("create a token and print it; it is shown only once")
    .requiredOption("--label <text>", "what the token is for")
    .option(
      "--expires <time>",
      "how long it is valid, such as 12h, 90d or 52w; at most 3650d",
      lifetimeSeconds,
      lifetimeSeconds("90d"),
    )
    .action((login: string, options: { label: string; expires: number }) =>
      run(async (store) => add(store, parts, login, options)),
    );

  token
    .command("list")
    .description("show the tokens for scripts")
    .option("--login <name>", "only tokens of this account")
    .option("--all", "also tokens of logins")
    .option("--json", "as JSON")
    .action((options: ListOptions) => run(async (store) => list(store, parts, options)));

  token
    .command("revoke")
    .argument("[id]", "the id that vigie token list shows")
    .description("revoke one token by its id, or all of an account")
    .option("--login <name>", "revoke every token of this account, including those of logins")
    .action((id: string | undefined, { login }: { login?: string }, command: Command) => {
      if ((id === undefined) === (login === undefined))
        command.error("error: give either the id of a token or --login <name>");
      return run((store) => revoke(store, parts, id, login));
    });

  return token;
}

type Typed = StoreContext["typed"];

interface TokenParts {
  readonly clock: Clock;
  readonly typed: Typed;
}

interface ListOptions {
  login?: string;
  all?: true;
  json?: true;
}

async function add(
  store: Store,
  { clock, typed }: TokenParts,
  login: string,
  { label, expires }: { label: string; expires: number },
): Promise<string> {
  const account = await accountNamed(store, login, typed);
  const now = Math.floor(clock.now());
  const { text, token } = newScriptToken({
    account,
    others: await store.readTokens(),
    label: checkText("label", label),
    expiresAt: now + expires,
    creatorId: null,
    now,
  });
  await store.commit([{ kind: "token", token }]);
  return `${text}\n`;
}

async function list(store: Store, { clock, typed }: TokenParts, options: ListOptions): Promise<string> {
  const only = options.login === undefined ? undefined : (await accountNamed(store, options.login, typed)).id;
  const aliases = new Map((await store.readAccounts()).map(({ id, alias }) => [id, alias]));
  const rows = (await store.readTokens())
    .filter(
      (token) => (only === undefined || token.contactId === only) && (options.all === true || isScriptToken(token)),
    )
    .toSorted((a, b) => a.contactId - b.contactId || b.lastUsed - a.lastUsed)
    .map(({ hash, contactId, label, lastUsed, expiresAt, isRevoked }) => ({
      id: idOfHash(hash),
      login: aliases.get(contactId) ?? "",
      label,
      lastUsed: dateOf(lastUsed),
      expires: expiresAt === null ? null : dateOf(expiresAt),
      isExpired: expiresAt !== null && expiresAt <= clock.now(),
      isRevoked,
    }));
  if (options.json === true) return printableJson(`${JSON.stringify(rows, null, 2)}\n`);
  return table(
    ["ID", "LOGIN", "LABEL", "LAST USED", "EXPIRES"],
    rows.map((row) => [row.id, row.login, row.label ?? "(login)", row.lastUsed, endOf(row)]),
  );
}

async function revoke(
  store: Store,
  { typed }: TokenParts,
  id: string | undefined,
  login: string | undefined,
): Promise<string> {
  const revoked =
    login === undefined ? [await tokenWithId(store, id ?? "", typed)] : await tokensOf(store, login, typed);
  if (revoked.length > 0) await store.commit(revoked.map(({ hash }): Change => ({ kind: "token-deleted", hash })));
  return `${counted(revoked.length, "token")} revoked.\n`;
}

async function tokensOf(store: Store, login: string, typed: Typed): Promise<readonly StoredToken[]> {
  const { id } = await accountNamed(store, login, typed);
  return (await store.readTokens()).filter(({ contactId }) => contactId === id);
}

async function tokenWithId(store: Store, id: string, typed: Typed): Promise<StoredToken> {
  const [found, another] = /^[0-9a-f]{6,64}$/.test(id)
    ? (await store.readTokens()).filter(({ hash }) => hash.startsWith(id))
    : [];
  if (found === undefined)
    throw new Refusal(
      "unknown-token-id",
      `There is no token with the id "${id}"; see: ${typed("token", "list", "--all")}`,
    );
  if (another !== undefined)
    throw new Refusal("ambiguous-token-id", `Several tokens begin with "${id}"; give more digits.`);
  return found;
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

function lifetimeSeconds(text: string): number {
  const [, amount, unit = ""] = /^(\d{1,7})([mhdw])$/.exec(text) ?? [];
  const seconds = Number(amount) * (unitSeconds[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= MAX_LIFETIME_SECONDS) return seconds;
  throw new InvalidArgumentError("Expected a time such as 30m, 12h, 90d or 52w, at most 3650d.");
}

function endOf(row: Readonly<Record<"label" | "expires", string | null> & Record<"isExpired" | "isRevoked", boolean>>) {
  if (row.label === null) return "an hour unused";
  return `${row.expires ?? "never"}${row.isRevoked ? " (revoked)" : row.isExpired ? " (expired)" : ""}`;
}

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
