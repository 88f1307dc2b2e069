import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function ResourcesPage() {
  const words = useWords();
  return <Page title={words.resources.title} />;
}
