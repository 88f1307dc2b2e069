import { useState, type KeyboardEvent } from "react";
import { recentTexts } from "../../data/actions/recent-texts.ts";
import { useWords } from "../../words/use-words.tsx";
import { TextField } from "../field.tsx";

interface Properties {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
  /** It has the focus first. */
  readonly isFirst?: boolean;
}

const MAX_LENGTH = 4_096;

/** Text of an action, with the last ones under the arrows, as in a shell. */
export function TextWithHistory({
  value,
  onChange,
  placeholder,
  isRequired = false,
  error,
  isFirst = true,
}: Properties) {
  const { actions } = useWords();
  const [texts] = useState(recentTexts);
  /** Place among the last texts; -1: what was typed. */
  const [place, setPlace] = useState(-1);
  const [typed, setTyped] = useState(value);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    const next = place + step;
    if (step === 0 || next < -1 || next >= texts.length) return;
    event.preventDefault();
    if (place === -1) setTyped(value);
    setPlace(next);
    onChange(next === -1 ? typed : texts[next]!);
  };
  return (
    <TextField
      label={actions.text}
      hint={texts.length > 0 ? actions.recentHint : undefined}
      error={error}
      autoFocus={isFirst}
      autoComplete="off"
      required={isRequired}
      maxLength={MAX_LENGTH}
      placeholder={placeholder}
      value={value}
      onChange={({ currentTarget }) => {
        setPlace(-1);
        onChange(currentTarget.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
