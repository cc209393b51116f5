import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { Frame } from './Frame.tsx';

/** Hash addresses: the same under app://, file tickets and the browser host. Every page is its own chunk. */
const root = createRootRoute({ component: Frame });
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const search = (raw: Record<string, unknown>) => ({
  ...(text(raw['tab']) === undefined ? {} : { tab: text(raw['tab']) }),
  ...(text(raw['code']) === undefined ? {} : { code: text(raw['code']) }),
  ...(text(raw['draft']) === undefined ? {} : { draft: text(raw['draft']) }),
  ...(text(raw['provider']) === undefined ? {} : { provider: text(raw['provider']) }),
  ...(raw['now'] === true ? { now: true } : {}),
});
type Search = ReturnType<typeof search>;
const validateSearch = (raw: Record<string, unknown>): Search => search(raw);

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/home/HomePage.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/people/PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/new',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/household/HouseholdPage.tsx'), 'HouseholdPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/import',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/import/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/$registrantId',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/people/PersonPage.tsx'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/programmes',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/programs/ProgramsPage.tsx'), 'ProgramsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/programmes/$programId',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/programs/ProgramPage.tsx'), 'ProgramPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cycles',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/cycles/CyclesPage.tsx'), 'CyclesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cycles/$cycleId',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/cycles/CyclePage.tsx'), 'CyclePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/vouchers',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/vouchers/VouchersPage.tsx'), 'VouchersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/vouchers/redeem',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/vouchers/RedeemPage.tsx'), 'RedeemPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/vouchers/sheet/$cycleId',
    validateSearch,
    component: lazyRouteComponent(() => import('../print/VoucherSheetPage.tsx'), 'VoucherSheetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/providers',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/providers/ProvidersPage.tsx'), 'ProvidersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/providers/claims/new',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/providers/NewClaimPage.tsx'), 'NewClaimPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/providers/claims/$claimId',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/providers/ClaimPage.tsx'), 'ClaimPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/audit/AuditPage.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sync',
    validateSearch,
    component: lazyRouteComponent(() => import('../features/sync/SyncPage.tsx'), 'SyncPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...routes]),
  history: createHashHistory(),
  defaultPreload: false,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: merging into the router's own interface is its way to learn our routes
  interface Register {
    router: typeof router;
  }
}
