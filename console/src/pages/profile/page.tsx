import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function ProfilePage() {
  const words = useWords();
  return <Page title={words.profile.title} />;
}
