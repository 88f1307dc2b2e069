import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function CalendarPage() {
  const words = useWords();
  return <Page title={words.calendar.title} />;
}
