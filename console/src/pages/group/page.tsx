import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function GroupPage() {
  const words = useWords();
  return <Page title={words.group.title} />;
}
