import { Command, Option } from "commander";
import { hashNewPassword } from "../access/new-password.ts";
import { printableJson } from "../lib/printable.ts";
import { Refusal } from "../model/refusal.ts";
import type { Store } from "../data/store/store.ts";
import { accountNamed, checkLoginName, checkText, describeAccount, isEnabledAdministrator } from "./account-checks.ts";
import { readNewPassword } from "./password-input.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { table } from "../lib/table.ts";
import { createWithStore } from "./with-store.ts";
import type { ProcessContext } from "./process-context.ts";
import { isScriptToken, type Account } from "../model/account.ts";
import type { Change } from "../model/change.ts";
import { counted } from "../lib/counted.ts";

/** What `vigie user` and `vigie token` need of the process. */
export type StoreContext = Pick<ProcessContext, "openStore" | "typed">;
type Typed = ProcessContext["typed"];

/**
 * `vigie user …`: the accounts that may log in. Commands change the store while a server may be running, which follows
 * within a second. Refusals are thrown; wrong usage exits with 2.
 */
export function userCommand(context: StoreContext, streams: CommandStreams = processStreams): Command {
  const run = createWithStore(context, streams);
  // Accounts may be made before the first start.
  const runAnywhere = createWithStore(context, streams, { creates: true });
  const { typed } = context;
  const user = new Command("user").description("accounts that may log in");

  user
    .command("add")
    .argument("<login>", "login name")
    .description("add an account; the password comes from standard input or a prompt, never from an argument")
    .option("--name <full name>", "full name (default: the login name)")
    .option("--email <address>", "mail address")
    .option("--admin", "administrator: sees and may do everything")
    .option("--no-api", "may log in, but not use the API")
    .option("--password-stdin", "read the password from standard input")
    .addOption(
      new Option("--no-password", "without a password yet: nobody can log in with it").conflicts("passwordStdin"),
    )
    .allowExcessArguments()
    .action(async (login: string, options: AddOptions, command: Command) => {
      refusePasswordArgument(command);
      const password = await passwordOf(options, streams);
      const passwordHash =
        password === undefined ? null : await hashNewPassword(password, namesOf({ alias: login, ...options }));
      await runAnywhere((store) => add(store, login, { ...options, passwordHash }, typed));
    });

  user
    .command("passwd")
    .argument("<login>", "login name")
    .description("set the password, read from standard input; ends the sessions and logins of the account")
    .allowExcessArguments()
    .action((login: string, _: unknown, command: Command) => {
      refusePasswordArgument(command);
      return run(async (store) => {
        const account = await accountNamed(store, login, typed);
        const password = await readNewPassword(streams);
        return setPassword(store, account, await hashNewPassword(password, namesOf(account)), typed);
      });
    });

  user
    .command("list")
    .description("show the accounts")
    .option("--json", "as JSON")
    .action((options: { json?: true }) =>
      run(async (store) => list(await store.readAccounts(), options.json === true)),
    );

  for (const [verb, isEnabled] of [
    ["disable", false],
    ["enable", true],
  ] as const) {
    user
      .command(verb)
      .argument("<login>", "login name")
      .description(
        isEnabled
          ? "let the account log in again; its unexpired tokens work again"
          : "refuse the account and its tokens and sessions",
      )
      .action((login: string) => run((store) => change(store, login, { isEnabled }, typed)));
  }

  user
    .command("set")
    .argument("<login>", "login name")
    .description("change an account")
    .option("--name <full name>", "full name")
    .option("--email <address>", "mail address")
    .option("--admin", "make it an administrator")
    .option("--no-admin", "make it an ordinary account")
    .option("--api", "may use the API")
    .option("--no-api", "may not use the API")
    .action((login: string, options: SetOptions, command: Command) => {
      if (Object.keys(options).length === 0) command.error("error: nothing to change; give at least one option");
      return run((store) => change(store, login, changesOf(options), typed));
    });

  return user;
}

/** Undefined for an account without one. Refuses with `password-input` if it is not clear where it comes from. */
async function passwordOf(options: AddOptions, streams: CommandStreams): Promise<string | undefined> {
  if (!options.password && !options.passwordStdin) return undefined;
  // A pipe may hold the password, or be open without one: reading it unasked might never end.
  if (options.passwordStdin || streams.stdin.isTTY) return readNewPassword(streams);
  throw new Refusal(
    "password-input",
    "Standard input is no terminal to ask for the password: give --password-stdin to read it from there, " +
      "or --no-password for an account without one.",
  );
}

/** Names of an account, which are no good passwords. */
const namesOf = ({ alias, name = "", email = "" }: Partial<Account> & Pick<Account, "alias">): readonly string[] =>
  [alias, name, email].filter((text) => text !== "");

/** Reports it without the text: commander's own message would show what was typed. */
function refusePasswordArgument(command: Command): void {
  if (command.args.length > 1)
    command.error("error: one login name is expected; a password is read from standard input, never from an argument");
}

interface AddOptions {
  name?: string;
  email?: string;
  admin?: true;
  api: boolean;
  passwordStdin?: true;
  /** False with `--no-password`. */
  password: boolean;
}
interface SetOptions {
  name?: string;
  email?: string;
  admin?: boolean;
  api?: boolean;
}

async function add(
  store: Store,
  login: string,
  { passwordHash, ...options }: AddOptions & { readonly passwordHash: string | null },
  typed: Typed,
): Promise<string> {
  const alias = checkLoginName(login);
  if ((await store.readAccounts()).some((other) => other.alias.toLowerCase() === alias.toLowerCase())) {
    throw new Refusal("account-exists", `There is an account "${alias}" already.`);
  }
  const account = await store.saveAccount({
    id: 0,
    alias,
    passwordHash,
    name: checkText("name", options.name ?? alias),
    email: checkText("email", options.email ?? ""),
    isAdmin: options.admin === true,
    hasApiAccess: options.api,
    isEnabled: true,
  });
  const hint = passwordHash === null ? `It has no password yet: set one with  ${typed("user", "passwd", alias)}\n` : "";
  return `Account "${account.alias}" added with id ${account.id}.\n${hint}`;
}

async function setPassword(store: Store, account: Account, passwordHash: string, typed: Typed): Promise<string> {
  const ofAccount = ({ contactId }: { contactId: number }): boolean => contactId === account.id;
  const tokens = (await store.readTokens()).filter(ofAccount);
  const logins = tokens.filter((token) => !isScriptToken(token));
  const sessions = (await store.readSessions()).filter(ofAccount);
  await store.commit([
    { kind: "account-password", contactId: account.id, passwordHash },
    ...logins.map(({ hash }): Change => ({ kind: "token-deleted", hash })),
    ...sessions.map(({ hash }): Change => ({ kind: "session-deleted", hash })),
  ]);
  const kept = tokens.length - logins.length;
  const hint =
    kept === 0
      ? ""
      : `Its tokens of "vigie token add" (${kept}) stay valid; ` +
        `revoke them with  ${typed("token", "revoke", "--login", account.alias)}\n`;
  const ended = `${counted(logins.length, "login")}, ${counted(sessions.length, "session")}`;
  return `The password of "${account.alias}" is changed. Ended: ${ended}.\n${hint}`;
}

const changesOf = (options: SetOptions): Partial<Account> => ({
  ...(options.name !== undefined && { name: checkText("name", options.name) }),
  ...(options.email !== undefined && { email: checkText("email", options.email) }),
  ...(options.admin !== undefined && { isAdmin: options.admin }),
  ...(options.api !== undefined && { hasApiAccess: options.api }),
});

async function change(store: Store, login: string, changes: Partial<Account>, typed: Typed): Promise<string> {
  const before = await accountNamed(store, login, typed);
  const account = await store.saveAccount({ ...before, ...changes });
  const hint =
    isEnabledAdministrator(before) && !(await store.readAccounts()).some(isEnabledAdministrator)
      ? "No enabled administrator is left.\n"
      : "";
  return `${describeAccount(account)}\n${hint}`;
}

function list(accounts: readonly Account[], asJson: boolean): string {
  const rows = accounts
    .toSorted((a, b) => a.id - b.id)
    .map(({ passwordHash, ...account }) => ({ ...account, hasPassword: passwordHash !== null }));
  if (asJson) return printableJson(`${JSON.stringify(rows, null, 2)}\n`);
  const yes = (is: boolean): string => (is ? "yes" : "no");
  return table(
    ["ID", "LOGIN", "NAME", "EMAIL", "ADMIN", "API", "ENABLED", "PASSWORD"],
    rows.map((row) => [
      String(row.id),
      row.alias,
      row.name,
      row.email,
      yes(row.isAdmin),
      yes(row.isAdmin || row.hasApiAccess),
      yes(row.isEnabled),
      yes(row.hasPassword),
    ]),
  );
}
