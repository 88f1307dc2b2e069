import { createRootRoute, Outlet } from "@tanstack/react-router";
import { BrokenPage } from "./broken-page.tsx";

export const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: BrokenPage,
});
