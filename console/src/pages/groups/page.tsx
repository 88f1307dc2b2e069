import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function GroupsPage() {
  const words = useWords();
  return <Page title={words.groups.title} />;
}
