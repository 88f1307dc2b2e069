import { Choices } from "../choice.tsx";
import { useWords } from "../../words/use-words.tsx";
import { KIND_GROUP_NAMES, type KindGroup } from "./kind-groups.ts";

interface Properties {
  readonly selected: readonly KindGroup[];
  readonly onSelect: (groups: readonly KindGroup[]) => void;
}

/** Which kinds of events are listed; none chosen: all. */
export function KindFilter({ selected, onSelect }: Properties) {
  const { events } = useWords();
  return (
    <Choices
      label={events.kindsOf}
      options={KIND_GROUP_NAMES.map((id) => ({ id, title: events.groups[id] }))}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
