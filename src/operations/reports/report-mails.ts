import type { ReportDates } from "../../engine/availability/report-range.ts";
import type { Inventory } from "../../model/objects.ts";
import type { AvailabilityReports } from "../availability/availability-reports.ts";
import { csvOf } from "../availability/csv.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { figuresOf } from "./report-figures.ts";
import { reportHtml } from "./report-html.ts";
import { textOfDates } from "./report-range.ts";
import { reportText } from "./report-text.ts";
import { subjectOf } from "./report-words.ts";

/** Report in all its forms. */
export interface ReportMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly csv: string;
  readonly isFinal: boolean;
}

/** Makes reports, each once for all its recipients. */
export interface ReportMails {
  /** Refuses with `too-many-reports`, `report-too-large`, `not-found`. */
  of(definition: ReportDefinition, dates: ReportDates): Promise<ReportMail>;
}

export interface ReportMailsOptions {
  readonly availability: AvailabilityReports;
  readonly inventory: () => Inventory;
}

/** Reports that are due together are sent to all their recipients within seconds. */
const KEPT = 8;

export function createReportMails({ availability, inventory }: ReportMailsOptions): ReportMails {
  interface Made {
    readonly definition: ReportDefinition;
    readonly inventory: Inventory;
    readonly mail: Promise<ReportMail>;
  }
  const kept = new Map<string, Made>();

  const make = async (definition: ReportDefinition, dates: ReportDates, from: Inventory): Promise<ReportMail> => {
    const figures = await figuresOf(definition, dates, { inventory: from, availability });
    return {
      subject: subjectOf(figures),
      text: reportText(figures),
      html: reportHtml(figures),
      csv: csvOf(figures.parts),
      isFinal: figures.isFinal,
    };
  };

  return {
    async of(definition, dates) {
      const current = inventory();
      const key = `${definition.name} ${textOfDates(dates)} ${dates.zone}`;
      const known = kept.get(key);
      if (known?.definition === definition && known.inventory === current) return known.mail;
      const mail = make(definition, dates, current);
      const made = { definition, inventory: current, mail };
      kept.delete(key);
      kept.set(key, made);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      const forget = (): void => {
        if (kept.get(key) === made) kept.delete(key);
      };
      try {
        // Others change with the time.
        const { isFinal } = await mail;
        if (!isFinal) forget();
        return await mail;
      } catch (error) {
        forget();
        throw error;
      }
    },
  };
}
