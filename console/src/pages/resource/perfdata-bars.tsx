import type { PerfdataValue, Range } from "../../data/wire-detail.ts";
import { useWords } from "../../words/use-words.tsx";
import { barOf, rangeText, valueText } from "./perfdata.ts";
import styles from "./resource.module.css";

/** Values of the newest result: as bars with their thresholds where a greatest value is known, else as numbers. */
export function PerfdataBars({ values }: { readonly values: readonly PerfdataValue[] }) {
  const { resource } = useWords();
  const limit = (word: string, range: Range | null, unit: string): string =>
    range === null ? "" : `${word} ${rangeText(range, unit)}`;
  return (
    <table className={styles["values"]}>
      <tbody>
        {values.map((value) => {
          const bar = barOf(value);
          const limits = [
            limit(resource.details.warning, value.warning, value.unit),
            limit(resource.details.critical, value.critical, value.unit),
          ].filter((text) => text !== "");
          return (
            <tr key={value.label}>
              <th scope="row">{value.label}</th>
              <td className={styles["number"]}>{valueText(value.value, value.unit)}</td>
              <td className={styles["bar-cell"]}>
                {bar !== null && (
                  <svg className={styles["bar"]} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
                    <rect className={styles["bar-ground"]} width="100" height="10" />
                    <rect
                      className={styles["bar-value"]}
                      data-level={bar.level}
                      data-state-colour
                      width={bar.value}
                      height="10"
                    />
                    {bar.warning.map((place) => (
                      <rect
                        key={`w${place}`}
                        className={styles["bar-warning"]}
                        x={place - 0.4}
                        width="0.8"
                        height="10"
                      />
                    ))}
                    {bar.critical.map((place) => (
                      <rect
                        key={`c${place}`}
                        className={styles["bar-critical"]}
                        x={place - 0.4}
                        width="0.8"
                        height="10"
                      />
                    ))}
                  </svg>
                )}
              </td>
              <td className="muted">
                {value.percent !== null && value.unit !== "%" && `${valueText(value.percent, "%")} · `}
                {limits.join(", ")}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
