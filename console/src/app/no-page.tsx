import { EmptyState } from "../parts/empty-state.tsx";
import { Page } from "../parts/page.tsx";
import { useFirstWords } from "../words/use-words.tsx";

export function NoPage() {
  const { shell } = useFirstWords();
  return (
    <Page title={shell.noPage}>
      <EmptyState title={location.pathname}>
        <a href="/resources">{shell.toResources}</a>
      </EmptyState>
    </Page>
  );
}
