/** Why a directive has no effect here, and when that needs a warning. */
export interface InertDirective {
  readonly reason: string;
  /** Values that need no warning, since they ask for what Vigie does anyway; "any" for a directive that is harmless. */
  readonly silent: "any" | ReadonlySet<string>;
}

export const harmless = (reason: string): InertDirective => ({ reason, silent: "any" });

/** Needs a warning unless it has one of these values. */
export const warned = (reason: string, ...silent: readonly string[]): InertDirective => ({
  reason,
  silent: new Set(silent),
});

export const needsWarning = ({ silent }: InertDirective, value: string): boolean =>
  silent !== "any" && !silent.has(value);
