import type { InertReason } from "../../model/configuration-warnings.ts";

/** Why a directive has no effect here, and when that needs a warning. */
export type InertDirective = HarmlessDirective | WarnedDirective;

interface HarmlessDirective {
  readonly reason: string;
  readonly silent: "any";
}

interface WarnedDirective {
  readonly reason: InertReason;
  /** Values that need no warning, since they ask for what Vigie does anyway. */
  readonly silent: ReadonlySet<string>;
}

export const harmless = (reason: string): InertDirective => ({ reason, silent: "any" });

/** Needs a warning unless it has one of these values. */
export const warned = (reason: InertReason, ...silent: readonly string[]): InertDirective => ({
  reason,
  silent: new Set(silent),
});

export const needsWarning = (directive: InertDirective, value: string): directive is WarnedDirective =>
  directive.silent !== "any" && !directive.silent.has(value);
