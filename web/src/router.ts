import { createRouter, createWebHistory, type RouteLocationNormalizedLoaded, type RouteRecordRaw } from 'vue-router';
import { ApiError } from './api/client';
import { states } from './format/ledger';
import { ranges } from './format/range';
import type { Takes } from './format/address';
import { ensureSession } from './state/session';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the page's address may ask for; a page without it answers for its own. */
    takes?: Takes;
    /** The same page goes on while this stays the same; without it each path is a page of its own. */
    stays?: (route: RouteLocationNormalizedLoaded) => string;
  }
}

// `nav` is the word of the top bar a page belongs to.
const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', redirect: '/duty' },
  { path: '/login', name: 'login', component: () => import('./pages/LoginPage.vue'), meta: { open: true, title: 'login.title' } },
  { path: '/duty', name: 'duty', component: () => import('./pages/DutyPage.vue'), meta: { nav: 'duty', title: 'nav.duty', takes: {} } },
  { path: '/tasks', name: 'tasks', component: () => import('./pages/TasksPage.vue'), meta: { nav: 'tasks', title: 'nav.tasks', takes: {} } },
  { path: '/plan', name: 'plan', component: () => import('./pages/PlanPage.vue'), meta: { nav: 'plan', title: 'nav.plan', takes: { text: 'text', state: states, domain: ['air', 'water', 'soil'], kind: ['measure', 'safeguard', 'target', 'project', 'task'], unit: 'text', deadline: ['late', 'month', 'long_term', 'season'], order: ['bound', 'document'] } } },
  { path: '/plan/read', name: 'upload', component: () => import('./pages/PlanUploadPage.vue'), meta: { nav: 'plan', title: 'read.title', takes: { reading: 'text' } } },
  { path: '/plan/:plan/read/:domain?/:item?', name: 'read', component: () => import('./pages/PlanReadPage.vue'), props: true, meta: { nav: 'plan', title: 'read.title', stays: (route) => `read ${String(route.params.plan)}`, takes: { severity: ['high', 'medium', 'low'], decided: ['open', 'done'], page: 'text' } } },
  { path: '/plan/:plan/:domain/:item', name: 'item', component: () => import('./pages/ItemPage.vue'), props: true, meta: { nav: 'plan', title: 'nav.plan', takes: {} } },
  { path: '/cases', name: 'cases', component: () => import('./pages/CasesPage.vue'), meta: { nav: 'cases', title: 'nav.cases', takes: { which: ['open', 'closed', 'all'] } } },
  { path: '/cases/:id(\\d+)', name: 'case', component: () => import('./pages/CasePage.vue'), props: true, meta: { nav: 'cases', title: 'nav.cases', takes: {} } },
  { path: '/cases/:id(\\d+)/trace/:run(\\d+)', name: 'trace', component: () => import('./pages/TracePage.vue'), props: true, meta: { nav: 'cases', title: 'trace.title', takes: {} } },
  { path: '/episodes/:id(\\d+)', name: 'episode', component: () => import('./pages/EpisodePage.vue'), props: true, meta: { nav: 'cases', title: 'nav.cases', takes: {} } },
  { path: '/objects', name: 'objects', component: () => import('./pages/ObjectsPage.vue'), meta: { nav: 'objects', title: 'nav.objects', takes: { kind: 'text', q: 'text' } } },
  { path: '/objects/:kind/:name', name: 'object', component: () => import('./pages/ObjectPage.vue'), props: true, meta: { nav: 'objects', title: 'nav.objects', takes: { series: 'text', range: ranges, from: 'text', to: 'text', view: ['table'] } } },
  { path: '/data', name: 'data', component: () => import('./pages/DataPage.vue'), meta: { nav: 'data', title: 'nav.data', takes: {} } },
  { path: '/brief', name: 'brief', component: () => import('./pages/BriefPage.vue'), meta: { nav: 'brief', title: 'nav.brief', takes: { date: 'date' } } },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/NowherePage.vue'), meta: { title: 'page.not_found' } },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // Another filter of the same page leaves the reader where he is.
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path && to.meta.stays ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  try {
    const session = await ensureSession();
    if (!session.user) return { name: 'login', query: { to: to.fullPath } };
    // A role without the duty page starts with its tasks.
    if (to.name === 'duty' && session.nav && !session.nav.includes('duty')) return { path: `/${session.nav[0] ?? 'tasks'}` };
    return true;
  } catch (error) {
    if (error instanceof ApiError) return { name: 'login', query: { to: to.fullPath } };
    throw error;
  }
});
