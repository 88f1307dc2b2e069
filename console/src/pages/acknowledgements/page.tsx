import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function AcknowledgementsPage() {
  const words = useWords();
  return <Page title={words.acknowledgements.title} />;
}
