import { describe, expect, test } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { fr } from "../../console/src/words/fr.ts";
import {
  INERT_REASONS,
  type InertReason,
  WARNING_CODES,
  type WarningCode,
  warningOf,
  type WarningParamsOf,
} from "../../src/model/configuration-warnings.ts";
import { ENGLISH } from "./support/english.ts";

const HOST = { type: "host", name: "web-01", host: null, others: 0 } as const;
const SERVICE = { type: "service", name: "disk", host: "web-01", others: 1_411 } as const;
const CONTACT = { type: "contact", name: "ada", host: null, others: 3, notified_of: "services" } as const;
const TWICE = { service: "disk", host: "web-01", first: "/etc/vigie/web.cfg:12" };

/** What the server names with each of its codes. */
const PARAMS: { readonly [Code in WarningCode]: WarningParamsOf[Code] } = {
  "directive-without-effect": { type: "service", reason: "always-parallel" },
  "object-without-effect": { type: "connector" },
  "modules-not-supported": {},
  "number-read": { value: "5m", counts: 5, form: "whole", min: 0, max: 86_400 },
  "choice-read": { value: "iso", counts: "us", choices: ["us", "euro"] },
  "empty-value": {},
  "given-twice": { type: "service", line: 31, counts: "both" },
  "template-without-register": { type: "service", name: "generic", missing: ["host_name", "hostgroup_name"] },
  "selects-nothing": { type: "serviceescalation" },
  "no-main-file": {},
  "never-open": { value: "22:00-06:00" },
  "dependency-without-states": {},
  "escalation-without-contacts": {},
  "escalation-never-applies": {},
  "not-utf-8": {},
  "read-already": { path: "/etc/vigie/web.cfg" },
  "service-by-groups-too": TWICE,
  "service-defined-twice": TWICE,
  "service-without-hosts": { service: "disk" },
  "no-contacts": SERVICE,
  "recovery-alone": HOST,
  "no-check-period": SERVICE,
  "no-notification-period": HOST,
  "short-notification-interval": SERVICE,
  "contact-without-commands": CONTACT,
  "contact-without-period": CONTACT,
  "program-missing": { program: "/usr/lib/check_x", command: "check-x" },
  "command-refused": { command: "check-x", used_by: "web-01", others: 4, reason: "…" },
  "access-group-empty": { group: "night" },
  "access-group-shows-nothing": { group: "night" },
  "more-warnings": { count: 1_234 },
};

/** Said in a word of the language, or chosen by. */
const CHOOSING: ReadonlySet<unknown> = new Set([
  "host",
  "service",
  "contact",
  "services",
  "always-parallel",
  "whole",
  "both",
]);

describe("a warning about the configuration is said in the language of the page", () => {
  test.each(WARNING_CODES)("%s", (code) => {
    const params = PARAMS[code];
    const said = warningOf(code, params);

    expect(en.health.warning(said)).toBe(said.message);
    const french = fr.health.warning(said);
    expect(french).not.toBe(said.message);
    expect(french.replaceAll(/« .*? »|\S+_\S+/g, "")).not.toMatch(ENGLISH);
    for (const value of Object.values(params).flat())
      if (value !== null && value !== 0 && !CHOOSING.has(value))
        expect(french.replaceAll(/(?<=\d)\u202f(?=\d)/g, "")).toContain(String(value));
    expect(french).not.toMatch(/undefined|null|\s{2}|^ | $/);
  });

  test.each(Object.keys(INERT_REASONS) as InertReason[])("without effect: %s", (reason) => {
    const said = warningOf("directive-without-effect", { type: null, reason });

    const french = fr.health.warning(said);
    expect(french).not.toContain(reason);
    expect(french).not.toContain(INERT_REASONS[reason]);
    expect(french).not.toMatch(ENGLISH);
  });

  test("one other, and several", () => {
    const of = (others: number) => fr.health.warning(warningOf("no-contacts", { ...HOST, others }));

    expect(of(1)).toContain("(et 1 autre ;");
    expect(of(2)).toContain("(et 2 autres ;");
  });

  test("a number that is read as Nagios reads it, in each of its forms", () => {
    const of = (form: "whole" | "number" | "percent" | "flag", max: number) =>
      fr.health.warning(warningOf("number-read", { value: "", counts: 0, form, min: 0, max }));

    expect(of("whole", 9)).toBe("vide : 0 compte, comme dans Nagios (attendu : un nombre entier de 0 à 9)");
    expect(of("number", 9)).toContain("un nombre de 0 à 9");
    expect(of("percent", 100)).toContain("un pourcentage de 0 à 100");
    expect(of("flag", 1)).toContain("0 ou 1");
  });

  test("one that a newer server gives is shown in its words", () => {
    expect(fr.health.warning({ code: "of-tomorrow", params: {}, message: "in other words" })).toBe("in other words");
  });
});
