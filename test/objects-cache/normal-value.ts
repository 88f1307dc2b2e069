/** Normalizes a value: lists sorted, option letters expanded, time ranges sorted, numbers parsed. */
export function normalValue(type: string, name: string, value: string, hostName: string): string {
  // A single description is a parent on the same host.
  const text = type === "service" && name === "parents" && !value.includes(",") ? `${hostName},${value}` : value;
  if (isPairs(type, name)) return [...new Set(pairs(text))].sort().join(",");
  if (LISTS.has(name))
    return value
      .split(",")
      .map((item) => item.trim())
      .sort()
      .join(",");
  if (name.endsWith("_options")) return optionLetters(type, name, value);
  if (type === "timeperiod" && !TEXTS_OF_PERIODS.has(name)) return value.split(",").map(paddedRange).sort().join(",");
  if (NUMBERS.test(name) && !Number.isNaN(Number(value))) return String(Number(value));
  return name.endsWith("_coords") ? value.split(",").map(Number).join(",") : value;
}

const LISTS = new Set([
  "members",
  "parents",
  "contacts",
  "contact_groups",
  "exclude",
  "host_notification_commands",
  "service_notification_commands",
]);
const TEXTS_OF_PERIODS = new Set(["timeperiod_name", "alias", "exclude"]);
const NUMBERS = /interval|delay|threshold|attempts/;

const isPairs = (type: string, name: string): boolean =>
  (type === "servicegroup" && name === "members") || (type === "service" && name === "parents");

const pairs = (text: string): string[] => text.match(/[^,]+,[^,]+/g) ?? [];

const paddedRange = (range: string): string =>
  range
    .split("-")
    .map((time) =>
      time
        .trim()
        .split(":")
        .map((part) => part.padStart(2, "0"))
        .join(":"),
    )
    .join("-");

function optionLetters(type: string, name: string, value: string): string {
  const letters = value === "a" ? everyLetter(type, name) : value.split(",");
  return letters
    .map((letter) => letter.trim())
    .sort()
    .join(",");
}

function everyLetter(type: string, name: string): string[] {
  const of = /host/.test(type === "contact" ? name : type) ? ["d", "u"] : ["w", "u", "c"];
  if (name.includes("notification_options")) return [...of, "r", "f", "s"];
  if (name.includes("failure")) return [...of, "o", "p"];
  return name.includes("escalation") ? [...of, "r"] : [...of, "o"];
}
