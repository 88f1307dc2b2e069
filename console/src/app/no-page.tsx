import { Link } from "@tanstack/react-router";
import { EmptyState } from "../parts/empty-state.tsx";
import { Page } from "../parts/page.tsx";
import { useWords } from "../words/use-words.tsx";

export function NoPage() {
  const { shell } = useWords();
  return (
    <Page title={shell.noPage}>
      <EmptyState title={location.pathname}>
        <Link to="/resources">{shell.toResources}</Link>
      </EmptyState>
    </Page>
  );
}
