import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { eventsSearch } from "../pages/events/search.ts";
import { groupsSearch } from "../pages/groups/search.ts";
import { notificationsSearch } from "../pages/notifications/search.ts";
import { resourceSearch } from "../pages/resource/search.ts";
import type { RawSearch } from "../pages/search.ts";
import { simulateSearch } from "../pages/simulate/search.ts";
import { preferences } from "../data/preferences.ts";
import { showWords } from "../words/use-words.tsx";
import { rootRoute } from "./root-route.tsx";
import { BrokenPage } from "./broken-page.tsx";
import { handledSearch } from "../pages/downtimes/search.ts";
import { calendarSearch } from "../pages/calendar/search.ts";
import { readResourcesSearch } from "../pages/resources/search.ts";
import { NoPage } from "./no-page.tsx";

// Every page of the console: its address, what stands in it after `?`, and the file that is loaded when it is opened.
// Search parameters of a page: `validateSearch` with a function of its folder (`pages/<page>/search.ts`).

const page = { errorComponent: BrokenPage };

/** Loads the words with what needs more than the first of them. */
const withAllWords =
  <Module,>(load: () => Promise<Module>) =>
  async (): Promise<Module> => {
    const [module] = await Promise.all([load(), showWords(preferences.get().language, true)]);
    return module;
  };

const shell = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(
    withAllWords(() => import("./shell.tsx")),
    "Shell",
  ),
});

const inShell = [
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/resources",
    validateSearch: readResourcesSearch,
    component: lazyRouteComponent(() => import("../pages/resources/page.tsx"), "ResourcesPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/hosts/$key",
    validateSearch: (raw: RawSearch) => resourceSearch(raw),
    component: lazyRouteComponent(() => import("../pages/resource/page.tsx"), "ResourcePage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/services/$key",
    validateSearch: (raw: RawSearch) => resourceSearch(raw),
    component: lazyRouteComponent(() => import("../pages/resource/page.tsx"), "ResourcePage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/overview",
    component: lazyRouteComponent(() => import("../pages/overview/page.tsx"), "OverviewPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/downtimes",
    validateSearch: (raw: RawSearch) => handledSearch(raw),
    component: lazyRouteComponent(() => import("../pages/downtimes/page.tsx"), "DowntimesPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/downtimes/calendar",
    validateSearch: calendarSearch,
    component: lazyRouteComponent(() => import("../pages/calendar/page.tsx"), "CalendarPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/acknowledgements",
    validateSearch: (raw: RawSearch) => handledSearch(raw),
    component: lazyRouteComponent(() => import("../pages/acknowledgements/page.tsx"), "AcknowledgementsPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/notifications",
    validateSearch: (raw: RawSearch) => notificationsSearch(raw),
    component: lazyRouteComponent(() => import("../pages/notifications/page.tsx"), "NotificationsPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/notifications/simulate",
    validateSearch: (raw: RawSearch) => simulateSearch(raw),
    component: lazyRouteComponent(() => import("../pages/simulate/page.tsx"), "SimulatePage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/events",
    validateSearch: (raw: RawSearch) => eventsSearch(raw),
    component: lazyRouteComponent(() => import("../pages/events/page.tsx"), "EventsPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/groups",
    validateSearch: (raw: RawSearch) => groupsSearch(raw),
    component: lazyRouteComponent(() => import("../pages/groups/page.tsx"), "GroupsPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/groups/$kind/$id",
    component: lazyRouteComponent(() => import("../pages/group/page.tsx"), "GroupPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/health",
    component: lazyRouteComponent(() => import("../pages/health/page.tsx"), "HealthPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/pollers",
    component: lazyRouteComponent(() => import("../pages/pollers/page.tsx"), "PollersPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => shell,
    path: "/profile",
    component: lazyRouteComponent(() => import("../pages/profile/page.tsx"), "ProfilePage"),
  }),
  // Every other address, which the server answers with 404 and this page.
  createRoute({ getParentRoute: () => shell, path: "$", component: NoPage }),
] as const;

const outside = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/resources", replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    // Where Centreon has its console.
    path: "/centreon",
    beforeLoad: () => {
      throw redirect({ to: "/resources", replace: true });
    },
  }),
  createRoute({
    ...page,
    getParentRoute: () => rootRoute,
    path: "/sign-in",
    /** `to`: the address that was asked for. */
    validateSearch: ({ to }: Readonly<Record<string, unknown>>): { readonly to?: string | undefined } => ({
      // Left out, it would stay as it was asked for.
      to: typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : undefined,
    }),
    component: lazyRouteComponent(() => import("../pages/sign-in/page.tsx"), "SignInPage"),
  }),
  createRoute({
    ...page,
    getParentRoute: () => rootRoute,
    path: "/welcome",
    component: lazyRouteComponent(
      withAllWords(() => import("../pages/welcome/page.tsx")),
      "WelcomePage",
    ),
  }),
  createRoute({
    ...page,
    getParentRoute: () => rootRoute,
    path: "/wall/$secret",
    component: lazyRouteComponent(
      withAllWords(() => import("./wall-route.tsx")),
      "WallRoute",
    ),
  }),
] as const;

export const routeTree = rootRoute.addChildren([...outside, shell.addChildren(inShell)]);
