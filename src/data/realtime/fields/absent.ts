import { number, text, type SearchField } from "../search/field.ts";

const absent = (kind: "host" | "service"): Readonly<Record<string, SearchField<unknown>>> => ({
  [`${kind}_category.id`]: number(`${kind}_category`, () => null),
  [`${kind}_category.name`]: text(`${kind}_category`, () => null),
});

/** Fields of the categories, which no host or service has (later versions §8.3, §8.4). */
export const ABSENT_CATEGORIES = { ofHosts: absent("host"), ofServices: absent("service") } as const;
