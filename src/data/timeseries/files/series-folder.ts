import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { removeDatabase } from "../../../lib/database-files.ts";
import { makePrivateFolder } from "../../../lib/owner.ts";
import { dayName, dayOfName, monthName, monthOfName, type DayNumber, type MonthNumber } from "../day.ts";

const OPEN = ".open.sqlite";
const SEALED = ".sqlite";
const UNFINISHED = ".tmp";

/** Folder of the performance data in a data folder. */
export const seriesFolderOf = (dataFolder: string): string => join(dataFolder, "metrics");

/** Bytes of the files, by level. */
export interface SeriesSizes {
  readonly raw: number;
  readonly hours: number;
  readonly days: number;
  readonly log: number;
  readonly registry: number;
}

/**
 * Files of the time series: `registry.sqlite`; `log/`; `raw/<day>.open.sqlite` while a day takes points,
 * `raw/<day>.sqlite` once it is sealed; `hours/<month>.sqlite`; `days.sqlite`; `remote-write/`. Two names for a day, since the
 * write-ahead log of the open file must never be taken for one of the sealed file.
 */
export class SeriesFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folders, and removes what an interrupted seal left. */
  prepare(): void {
    for (const name of ["log", "raw", "hours"]) makePrivateFolder(join(this.path, name));
    for (const name of readdirSync(this.#raw))
      if (name.includes(UNFINISHED)) rmSync(join(this.#raw, name), { force: true });
    for (const day of this.openDays()) if (existsSync(this.sealedDay(day))) this.removeOpenDay(day);
  }

  get registry(): string {
    return join(this.path, "registry.sqlite");
  }

  /** Number of the file that the registry is, another one after the folder was deleted or replaced; undefined: none. */
  registryFile(): number | undefined {
    return statSync(this.registry, { throwIfNoEntry: false })?.ino;
  }

  get log(): string {
    return join(this.path, "log");
  }

  /** Positions of the targets of remote write. */
  get remoteWrite(): string {
    return join(this.path, "remote-write");
  }

  get days(): string {
    return join(this.path, "days.sqlite");
  }

  hours(month: MonthNumber): string {
    return join(this.path, "hours", monthName(month) + SEALED);
  }

  openDay(day: DayNumber): string {
    return join(this.#raw, dayName(day) + OPEN);
  }

  sealedDay(day: DayNumber): string {
    return join(this.#raw, dayName(day) + SEALED);
  }

  unfinishedDay(day: DayNumber): string {
    return this.sealedDay(day) + UNFINISHED;
  }

  /** Oldest first. */
  openDays(): readonly DayNumber[] {
    return this.#named(this.#raw, OPEN, dayOfName);
  }

  /** Oldest first. */
  sealedDays(): readonly DayNumber[] {
    return this.#named(this.#raw, SEALED, dayOfName);
  }

  /** Oldest first. */
  hourMonths(): readonly MonthNumber[] {
    return this.#named(join(this.path, "hours"), SEALED, monthOfName);
  }

  removeOpenDay(day: DayNumber): void {
    removeDatabase(this.openDay(day));
  }

  /** Bytes of the files of each level. */
  sizes(): SeriesSizes {
    return {
      raw: sizeOfFolder(this.#raw),
      hours: sizeOfFolder(join(this.path, "hours")),
      days: sizeOf(this.days),
      log: sizeOfFolder(this.log),
      registry: sizeOf(this.registry),
    };
  }

  get #raw(): string {
    return join(this.path, "raw");
  }

  #named(folder: string, ending: string, parse: (name: string) => number | null): readonly number[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => parse(name.slice(0, -ending.length)))
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
  }
}

/** Without SQLite's indexes of write-ahead logs, which come and go with readers. */
function sizeOfFolder(folder: string): number {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith("-shm")) : [];
  return names.reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}

/** 0: there is no such file. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
