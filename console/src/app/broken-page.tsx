import { EmptyState } from "../parts/empty-state.tsx";
import { messageOf } from "../data/refusal.ts";
import { Page } from "../parts/page.tsx";
import { useFirstWords } from "../words/use-words.tsx";

/** In the place of a page that threw. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { shell } = useFirstWords();
  return (
    <Page title={shell.broken}>
      <EmptyState title={messageOf(error)}>{shell.brokenHint}</EmptyState>
    </Page>
  );
}
