import { createRootRoute, Outlet } from "@tanstack/react-router";
import { NoPage } from "./no-page.tsx";
import { BrokenPage } from "./broken-page.tsx";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NoPage,
  errorComponent: BrokenPage,
});
