import { WallPage } from "../pages/wall/page.tsx";
import { QueriesProvider } from "../parts/queries.tsx";

export function WallRoute() {
  return (
    <QueriesProvider>
      <WallPage />
    </QueriesProvider>
  );
}
