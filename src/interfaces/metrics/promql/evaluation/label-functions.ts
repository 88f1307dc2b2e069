import { PromqlError } from "../promql-error.ts";
import type { Expression } from "../syntax/ast.ts";
import { compileRegex } from "../syntax/label-matcher.ts";
import { labelValue, type LabelSet, type LabelSets } from "../values/label-set.ts";

/** `label_replace(v, target, replacement, source, regex)`. Throws `PromqlError` for a bad label or regex. */
export function labelReplacer(args: readonly Expression[], sets: LabelSets): (set: LabelSet) => LabelSet {
  const [target, replacement, source, pattern] = args.slice(1).map(textOf) as [string, string, string, string];
  const regex = compileRegex(pattern);
  requireLabelName(target, "label_replace");
  return (set) => {
    const matcher = regex.matcher(labelValue(set, source));
    if (!matcher.matches()) return set;
    const group = (name: string): string => {
      if (/^\d+$/.test(name)) return Number(name) <= matcher.groupCount() ? (matcher.group(Number(name)) ?? "") : "";
      return Object.hasOwn(regex.namedGroups(), name) ? (matcher.group(name) ?? "") : "";
    };
    const value = replacement.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (text, bare?: string, braced?: string) => {
      const name = bare ?? braced;
      return name === undefined ? text.slice(1) : group(name);
    });
    return sets.replace(set, target, value);
  };
}

/** `label_join(v, target, separator, source…)`. Throws `PromqlError` for a bad label. */
export function labelJoiner(args: readonly Expression[], sets: LabelSets): (set: LabelSet) => LabelSet {
  const [target, separator, ...sources] = args.slice(1).map(textOf) as [string, string, ...string[]];
  for (const name of [target, ...sources]) requireLabelName(name, "label_join");
  return (set) => sets.replace(set, target, sources.map((source) => labelValue(set, source)).join(separator));
}

// Types were checked.
const textOf = (expression: Expression): string => (expression.kind === "string" ? expression.value : "");

function requireLabelName(name: string, functionName: string): void {
  if (!/^[a-zA-Z_]\w*$/.test(name)) {
    throw new PromqlError("execution", `${functionName}: ${JSON.stringify(name)} is no name of a label`);
  }
}
