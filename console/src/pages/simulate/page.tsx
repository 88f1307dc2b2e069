import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function SimulatePage() {
  const words = useWords();
  return <Page title={words.simulate.title} />;
}
