import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { preferences } from "../data/preferences.ts";
import { PreferencesProvider } from "../parts/preferences.tsx";
import { showWords } from "../words/use-words.tsx";
import { parseSearch, stringifySearch } from "./address.ts";
import { routeTree } from "./routes.tsx";
import "../style/tokens.css";
import "../style/base.css";

const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPendingMs: 150,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// With the entry, not after it.
void showWords(preferences.get().language, window.location.pathname !== "/sign-in");
createRoot(document.querySelector("#console")!).render(
  <StrictMode>
    <PreferencesProvider>
      <RouterProvider router={router} />
    </PreferencesProvider>
  </StrictMode>,
);
