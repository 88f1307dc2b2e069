import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "../data/client.ts";
import { preferences } from "../data/preferences.ts";
import { PreferencesProvider } from "../parts/preferences.tsx";
import { loadWords } from "../words/use-words.tsx";
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

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refuses, it refuses again.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: false,
      staleTime: 5_000,
    },
  },
});

void loadWords(preferences.get().language).then((words) =>
  createRoot(document.querySelector("#console")!).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider words={words}>
          <RouterProvider router={router} />
        </PreferencesProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
