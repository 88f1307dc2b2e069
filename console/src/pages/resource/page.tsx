import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function ResourcePage() {
  const words = useWords();
  return <Page title={words.resource.title} />;
}
