import { INERT_REASONS, type InertReason } from "../../model/configuration-warnings.ts";

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

/** Why it has no effect, in words. */
export const inertReason = (directive: InertDirective): string =>
  isWarned(directive) ? INERT_REASONS[directive.reason] : directive.reason;

export const needsWarning = (directive: InertDirective, value: string): directive is WarnedDirective =>
  isWarned(directive) && !directive.silent.has(value);

const isWarned = (directive: InertDirective): directive is WarnedDirective => directive.silent !== "any";
