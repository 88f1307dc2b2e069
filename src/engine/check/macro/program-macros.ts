import type { MainSettings } from "../../../model/objects.ts";
import { PROGRAM_MACROS } from "./macro-names.ts";

/** Macros of the program that are not in `processMacros`: from the main file, or empty. Undefined for other names. */
export function programMacro(name: string, main: MainSettings): string | undefined {
  switch (name) {
    case "ADMINEMAIL":
      return main.adminEmail;
    case "ADMINPAGER":
      return main.adminPager;
    case "HOSTPERFDATAFILE":
      return main.hostPerfdata.file ?? "";
    case "SERVICEPERFDATAFILE":
      return main.servicePerfdata.file ?? "";
    default:
      return PROGRAM_MACROS.includes(name) ? "" : undefined;
  }
}
