import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function DowntimesPage() {
  const words = useWords();
  return <Page title={words.downtimes.title} />;
}
