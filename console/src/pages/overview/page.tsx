import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function OverviewPage() {
  const words = useWords();
  return <Page title={words.overview.title} />;
}
