/** How large a run is: `small` shows in minutes whether it works, `full` is what is promised. */
export type SizeName = "small" | "full";

/** The option `--size` of `parseArgs`. */
export const sizeOption = { type: "string", default: "small" } as const;

/** Ends the process for any other name. */
export function chosenSize<Size>(sizes: Readonly<Record<SizeName, Size>>, name: string): Size {
  if (name === "small" || name === "full") return sizes[name];
  console.error(`no such size: ${name}; there are small, full`);
  process.exit(2);
}
