import { EmptyState } from "../parts/empty-state.tsx";
import { messageOf } from "../parts/error-state.tsx";
import { Page } from "../parts/page.tsx";
import { useWords } from "../words/use-words.tsx";

/** In the place of a page that threw. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { shell } = useWords();
  return (
    <Page title={shell.broken}>
      <EmptyState title={messageOf(error)}>{shell.brokenHint}</EmptyState>
    </Page>
  );
}
