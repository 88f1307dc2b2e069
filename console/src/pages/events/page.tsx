import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function EventsPage() {
  const words = useWords();
  return <Page title={words.events.title} />;
}
