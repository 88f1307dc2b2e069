import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Configuration } from "./configuration.ts";

/** Debian's installed configuration of nagios4-core; null if not installed. */
export function installedSample(): Configuration | null {
  const path = "/etc/nagios4/nagios.cfg";
  if (!existsSync(path)) return null;
  return { name: "Debian: /etc/nagios4", main: withReadableFiles(readFileSync(path, "utf8")), files: {} };
}

/** All template object files of Nagios in Debian's documentation (some of them compressed). */
export function documentedSample(): Configuration | null {
  const examples = ["/usr/share/doc/nagios4-core/examples", "/usr/share/doc/nagios4-common/examples"].find((path) =>
    existsSync(path),
  );
  if (examples === undefined) return null;
  const folder = join(examples, "template-object");
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    if (/\.cfg(\.gz)?$/.test(name)) files[name.replace(/\.gz$/, "")] = readSample(join(folder, name));
  }
  const main = readSample(join(examples, existsSync(join(examples, "nagios.cfg.gz")) ? "nagios.cfg.gz" : "nagios.cfg"));
  // cfg_dir lines stay: Debian's commands are next to the plugins.
  const settings = withReadableFiles(main)
    .split("\n")
    .filter((line) => !/^\s*(cfg_file|resource_file)\s*=/.test(line));
  // Commands of two packages that are seldom installed.
  files["others.cfg"] = ["check_nt", "check_hpjd"]
    .map((name) => `define command {\n command_name ${name}\n command_line ${name}\n}\n`)
    .join("");
  return {
    name: `Debian: ${folder}`,
    main: [
      ...settings,
      ...Object.keys(files)
        .sort()
        .map((name) => `cfg_file=${name}`),
    ].join("\n"),
    files,
  };
}

const readSample = (path: string): string =>
  (path.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString("utf8");

// Removes folders of packages that are not installed, and files that this user may not read (resource.cfg is root's and
// the group's of Nagios, and no object depends on its values); other object files have absolute paths.
function withReadableFiles(main: string): string {
  return main
    .split("\n")
    .filter((line) => {
      const path = /^\s*(?:cfg_file|cfg_dir|resource_file)\s*=\s*(.*?)\s*$/.exec(line)?.[1];
      return path === undefined || isReadable(path);
    })
    .join("\n");
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Hand-written configuration of corner cases. */
export const cornerSample = (): Configuration => handWritten("corners.cfg", "");

/** Hand-written configuration with regular expressions in its lists. */
export const patternSample = (): Configuration => handWritten("patterns.cfg", "use_regexp_matching=1\n");

function handWritten(file: string, mainLines: string): Configuration {
  return {
    name: `test/objects-cache/${file}`,
    main: `cfg_file=${file}\nillegal_macro_output_chars=\`~$&|'"<>\n${mainLines}`,
    files: { [file]: readFileSync(join(import.meta.dirname, file), "utf8") },
  };
}
