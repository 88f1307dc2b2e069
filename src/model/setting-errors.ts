import type { ReadFailure } from "../lib/unreadable-file.ts";
import { expectedWords, type ExpectedValue } from "./expected-value.ts";

/** A report of vigie.yaml. */
interface OfReport {
  readonly report: string;
}

/** What a report is about. */
export interface ReportedName {
  readonly type: "host" | "service" | "hostgroup" | "servicegroup";
  /** Of a service: that of its host. */
  readonly name: string;
  /** Null: none. */
  readonly service: string | null;
}

/** Words such as `host group 'web'`. */
export function reportedWords({ type, name, service }: ReportedName): string {
  switch (type) {
    case "host":
      return `host '${name}'`;
    case "service":
      return `service '${service}' on host '${name}'`;
    case "hostgroup":
      return `host group '${name}'`;
    case "servicegroup":
      return `service group '${name}'`;
    default:
      return type satisfies never;
  }
}

/** A part of a setting; null: the whole. */
interface OfSetting {
  readonly part: string | null;
}

const ofPart = (part: string | null, words: string): string => (part === null ? words : `${part}: ${words}`);

/** Errors of vigie.yaml, and of names that it has, by code: what each names, and its words. */
export const SETTING_ERRORS = {
  /** `found`: null if it is not shown, since it may be secret. */
  "setting-expected": ({ part, found, ...expected }: OfSetting & { readonly found: string | null } & ExpectedValue) =>
    ofPart(part, `expected ${expectedWords(expected)}${found === null ? "" : `, found '${found}'`}`),
  /** `reason`: the words of a library. */
  "setting-unusable": ({ part, reason, ...expected }: OfSetting & { readonly reason: string } & ExpectedValue) =>
    ofPart(part, `expected ${expectedWords(expected)}: ${reason}`),
  /** `instead`: one that looks like it. */
  "setting-missing": ({ setting, instead }: { readonly setting: string; readonly instead: string | null }) =>
    `'${setting}' is missing${instead === null ? "" : `, but there is '${instead}'`}`,
  "url-missing": () => "'url' or 'url_file' is missing",
  "of-missing": () => "'of' is missing: a list of hosts, services or groups",
  "to-missing": () => "'to' is missing: addresses such as ada@example.org",
  /** `setting`: null where its name stands before the message. */
  "unknown-setting": ({
    setting,
    settings,
  }: {
    readonly setting: string | null;
    readonly settings: readonly string[];
  }) => `unknown setting${setting === null ? "" : ` '${setting}'`}; known settings are ${settings.join(", ")}`,
  "setting-and-file": ({ setting }: { readonly setting: string }) =>
    `expected either ${setting} or ${setting}_file, found both`,
  "user-without-password": () => "user and password (or password_file) belong together",
  "setting-file-unreadable": ({ path, reason }: ReadFailure & { readonly path: string; readonly reason: string }) =>
    `${path} cannot be read: ${reason}`,
  "not-one-line": ({ path }: { readonly path: string }) => `${path} does not hold one line of text`,
  "no-certificates": ({ path }: { readonly path: string }) => `${path} holds no certificate in PEM form`,
  "file-as-folder": ({ folder }: { readonly folder: string }) =>
    `expected a configuration folder, found a file: give the folder, ${folder}`,
  "channel-name": () => "a name has 1 to 64 letters, digits, -, _ and .",
  "mail-channel-expected": ({ found, channels }: { readonly found: string; readonly channels: readonly string[] }) =>
    `expected a channel of kind mail, found '${found}'; there is ${channels.join(", ") || "none"}`,
  "report-twice": ({ name }: { readonly name: string }) => `there is another report '${name}'`,
  "target-twice": ({ name }: { readonly name: string }) =>
    `there is another target '${name}'; give each a 'name' of its own`,
  "member-twice": ({ name }: { readonly name: string }) => `poller '${name}' is a member twice`,
  "member-of-two": ({ name, group }: { readonly name: string; readonly group: string }) =>
    `poller '${name}' is a member of group '${group}', too: it can be one of one group`,
  "group-named-as-poller": ({ name }: { readonly name: string }) =>
    `there is a poller '${name}': give the group another name`,
  "not-a-header": ({ name }: { readonly name: string }) => `'${name}' is not a header that can be sent`,
  "label-name": ({ name }: { readonly name: string }) => `'${name}' is not the name of a label: letters, digits and _`,
  "own-label": ({ name }: { readonly name: string }) => `'${name}' is a label that every series has of its own`,
  "unknown-label": ({ name, labels }: { readonly name: string; readonly labels: readonly string[] }) =>
    `unknown label '${name}'; expected ${labels.join(", ")}`,
  "store-parameter": ({ found, parameters }: { readonly found: string; readonly parameters: readonly string[] }) =>
    `expected only the parameters ${parameters.join(", ")}, found ${found}`,
  "policy-status": ({ name, statuses }: { readonly name: string; readonly statuses: readonly string[] }) =>
    `'${name}' is none of ${statuses.join(", ")}`,
  "policy-verdict": (of: { readonly name: string; readonly verdicts: readonly string[]; readonly found: string }) =>
    `${of.name} should be one of ${of.verdicts.join(", ")}, not '${of.found}'`,
  /** Of a parser that says no more. */
  "setting-not-taken": ({ reason }: { readonly reason: string }) => reason,

  // Certificate and key
  "tls-unreadable": ({ reason }: ReadFailure & { readonly reason: string }) => `it cannot be read: ${reason}`,
  "not-pem": ({ what }: { readonly what: "certificate" | "key" }) =>
    `it does not hold ${what === "key" ? "a private key" : "a certificate"} in PEM (-----BEGIN …-----)`,
  "key-encrypted": () => "it is encrypted; a key without a passphrase is needed, readable by the server only",
  "key-of-other": ({ certificate }: { readonly certificate: string }) =>
    `it does not belong to the first certificate of ${certificate}`,
  /** `reason`: the words of OpenSSL. */
  "tls-refused": ({ reason }: { readonly reason: string }) => reason,

  // Names of objects
  "no-channel": ({ channel, channels }: { readonly channel: string; readonly channels: readonly string[] }) =>
    `there is no channel '${channel}' in vigie.yaml; there is ${channels.join(", ") || "none"}`,
  "reported-missing": ({ report, ...of }: OfReport & ReportedName) =>
    `report '${report}': there is no ${reportedWords(of)}`,
  "report-period-missing": ({ report, period }: OfReport & { readonly period: string }) =>
    `report '${report}': there is no time period '${period}'`,
  "report-too-wide": ({ report, count, most }: OfReport & { readonly count: number; readonly most: number }) =>
    `report '${report}': ${count} hosts and services; a report has at most ${most}`,
};
