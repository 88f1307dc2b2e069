import { Page } from "../../parts/page.tsx";
import { useWords } from "../../words/use-words.tsx";

export function NotificationsPage() {
  const words = useWords();
  return <Page title={words.notifications.title} />;
}
