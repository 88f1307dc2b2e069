import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function HealthPage() {
  const words = useWords();
  return <Page title={words.health.title} />;
}
