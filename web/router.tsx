/*
 * Every page of the app. A page is a named export of a file in `web/features/<module>/`, loaded
 * when it is first opened together with the texts of its namespace.
 *
 *   path                 file below web/features/            export            texts      who
 *   /welcome             identity/welcome-page.tsx           WelcomePage       identity   anybody
 *   /sign-in             identity/sign-in-page.tsx           SignInPage        identity   anybody
 *   /invitations/$token  identity/invitation-page.tsx        InvitationPage    identity   anybody
 *   /verify/$organizationId/$code enrolment/verify-page.tsx  VerifyPage        enrolment  anybody
 *   /                    home/home-page.tsx                  HomePage          home       signed in
 *   /study               learning/study-page.tsx             StudyPage         learning   signed in
 *   /progress            learning/progress-page.tsx          ProgressPage      learning   signed in
 *   /library             library/library-page.tsx            LibraryPage       library    signed in
 *   /materials/$materialId library/material-page.tsx         MaterialPage      library    signed in
 *   /materials/$materialId/versions library/versions-page.tsx  VersionsPage      library    instructor, admin
 *   /sources             watching/sources-page.tsx           SourcesPage       sources    instructor, admin
 *   /items/$itemId/provenance provenance/provenance-page.tsx ProvenancePage    provenance instructor, admin
 *   /courses             courses/courses-page.tsx            CoursesPage       courses    instructor, admin
 *   /courses/new-from-materials authoring/new-from-materials-page.tsx NewFromMaterialsPage authoring, review instructor, admin
 *   /courses/$courseId/edit courses/course-editor-page.tsx   CourseEditorPage  courses    instructor, admin
 *   /courses/$courseId/preview/$lessonId courses/preview-page.tsx PreviewPage  courses, article instructor, admin
 *   /search              search/search-page.tsx              SearchPage        search     signed in
 *   /review              review/review-page.tsx              ReviewPage        review, statistics   instructor, admin
 *   /grading             grading/grading-page.tsx            GradingPage       grading    instructor, admin
 *   /catalog             enrolment/catalog-page.tsx          CatalogPage       enrolment  signed in
 *   /courses/$courseId   enrolment/course-page.tsx           CoursePage        enrolment  signed in
 *   /courses/$courseId/lessons/$lessonId enrolment/lesson-page.tsx LessonPage  enrolment, article, learning   signed in
 *   /courses/$courseId/people enrolment/people-page.tsx      PeoplePage        enrolment  instructor, admin
 *   /courses/$courseId/grades assessment/gradebook/gradebook-page.tsx GradebookPage assessing signed in
 *   /grading/attempts/$attemptId assessment/grading/attempt-page.tsx AttemptPage assessing, grading, learning instructor, admin
 *   /grading/submissions/$submissionId assessment/grading/submission-page.tsx SubmissionPage assessing, assessment, grading instructor, admin
 *   /people              tenancy/people-page.tsx             PeoplePage        tenancy    admin
 *   /settings            tenancy/settings-page.tsx           SettingsPage      tenancy    admin
 *   /settings/models     ai/models-page.tsx                  ModelsPage        ai         admin
 *   /settings/cost       ai/cost-page.tsx                    CostPage          ai         admin
 *   /audit               audit/audit-page.tsx                AuditPage         audit      admin
 *
 * A page reads path parameters by `useParams({ from: '/app/materials/$materialId' })` and keeps its
 * filters in the address by `useAddress` (frame/use-address.ts).
 */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AppFrame } from './frame/app-frame.tsx';
import { ErrorPage } from './frame/error-page.tsx';
import { requireRole, requireSession } from './frame/guards.ts';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { PagePending } from './frame/page-pending.tsx';
import { RootLayout } from './frame/root-layout.tsx';
import { parseSearch, stringifySearch } from './frame/search-params.ts';
import { useSession } from './frame/session.ts';
import { loadNamespaces } from './i18n/index.ts';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): Record<string, unknown> => search,
  component: RootLayout,
  errorComponent: (props) => (
    <main>
      <ErrorPage {...props} />
    </main>
  ),
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
});

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: requireSession,
  component: () => <AppFrame tray={<StaffTray />} />,
});

const IngestionTray = lazy(async () => {
  const [{ IngestionTray }] = await Promise.all([
    import('./features/ingestion/ingestion-tray.tsx'),
    loadNamespaces(['library']),
  ]);
  return { default: IngestionTray };
});

/** Learners give no long work, so they load nothing of it. */
function StaffTray() {
  const { role } = useSession();
  if (role === 'learner') return null;
  return (
    <Suspense fallback={null}>
      <IngestionTray />
    </Suspense>
  );
}

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  loader: () => loadNamespaces(['identity']),
  component: lazyRouteComponent(
    () => import('./features/identity/welcome-page.tsx'),
    'WelcomePage',
  ),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  loader: () => loadNamespaces(['identity']),
  component: lazyRouteComponent(() => import('./features/identity/sign-in-page.tsx'), 'SignInPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  loader: () => loadNamespaces(['identity']),
  component: lazyRouteComponent(
    () => import('./features/identity/invitation-page.tsx'),
    'InvitationPage',
  ),
});

const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify/$organizationId/$code',
  loader: () => loadNamespaces(['enrolment']),
  component: lazyRouteComponent(() => import('./features/enrolment/verify-page.tsx'), 'VerifyPage'),
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  loader: () => loadNamespaces(['home']),
  component: lazyRouteComponent(() => import('./features/home/home-page.tsx'), 'HomePage'),
});

const studyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/study',
  loader: () => loadNamespaces(['learning']),
  component: lazyRouteComponent(() => import('./features/learning/study-page.tsx'), 'StudyPage'),
});

const progressRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/progress',
  loader: () => loadNamespaces(['learning']),
  component: lazyRouteComponent(
    () => import('./features/learning/progress-page.tsx'),
    'ProgressPage',
  ),
});

const libraryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/library',
  loader: () => loadNamespaces(['library']),
  component: lazyRouteComponent(() => import('./features/library/library-page.tsx'), 'LibraryPage'),
});

const materialRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/materials/$materialId',
  loader: () => loadNamespaces(['library']),
  component: lazyRouteComponent(
    () => import('./features/library/material-page.tsx'),
    'MaterialPage',
  ),
});

const versionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/materials/$materialId/versions',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['library', 'sources']),
  component: lazyRouteComponent(
    () => import('./features/library/versions-page.tsx'),
    'VersionsPage',
  ),
});

const sourcesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sources',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['sources']),
  component: lazyRouteComponent(
    () => import('./features/watching/sources-page.tsx'),
    'SourcesPage',
  ),
});

const provenanceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/items/$itemId/provenance',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['provenance', 'statistics']),
  component: lazyRouteComponent(
    () => import('./features/provenance/provenance-page.tsx'),
    'ProvenancePage',
  ),
});

const newFromMaterialsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/new-from-materials',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['authoring', 'review']),
  component: lazyRouteComponent(
    () => import('./features/authoring/new-from-materials-page.tsx'),
    'NewFromMaterialsPage',
  ),
});

const coursesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['courses']),
  component: lazyRouteComponent(() => import('./features/courses/courses-page.tsx'), 'CoursesPage'),
});

const courseEditorRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId/edit',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['courses']),
  component: lazyRouteComponent(
    () => import('./features/courses/course-editor-page.tsx'),
    'CourseEditorPage',
  ),
});

const lessonPreviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId/preview/$lessonId',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['courses', 'article']),
  component: lazyRouteComponent(() => import('./features/courses/preview-page.tsx'), 'PreviewPage'),
});

const searchRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/search',
  loader: () => loadNamespaces(['search']),
  component: lazyRouteComponent(() => import('./features/search/search-page.tsx'), 'SearchPage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/review',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['review', 'statistics']),
  component: lazyRouteComponent(() => import('./features/review/review-page.tsx'), 'ReviewPage'),
});

const gradingRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/grading',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['grading', 'assessing']),
  component: lazyRouteComponent(() => import('./features/grading/grading-page.tsx'), 'GradingPage'),
});

const catalogRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/catalog',
  loader: () => loadNamespaces(['enrolment']),
  component: lazyRouteComponent(
    () => import('./features/enrolment/catalog-page.tsx'),
    'CatalogPage',
  ),
});

const courseRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId',
  loader: () => loadNamespaces(['enrolment']),
  component: lazyRouteComponent(() => import('./features/enrolment/course-page.tsx'), 'CoursePage'),
});

const lessonRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId/lessons/$lessonId',
  loader: () => loadNamespaces(['enrolment', 'article', 'learning']),
  component: lazyRouteComponent(() => import('./features/enrolment/lesson-page.tsx'), 'LessonPage'),
});

const coursePeopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId/people',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['enrolment']),
  component: lazyRouteComponent(() => import('./features/enrolment/people-page.tsx'), 'PeoplePage'),
});

const gradesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/courses/$courseId/grades',
  loader: () => loadNamespaces(['assessing']),
  component: lazyRouteComponent(
    () => import('./features/assessment/gradebook/gradebook-page.tsx'),
    'GradebookPage',
  ),
});

const attemptRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/grading/attempts/$attemptId',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['assessing', 'grading', 'learning']),
  component: lazyRouteComponent(
    () => import('./features/assessment/grading/attempt-page.tsx'),
    'AttemptPage',
  ),
});

const submissionRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/grading/submissions/$submissionId',
  beforeLoad: requireRole('instructor', 'admin'),
  loader: () => loadNamespaces(['assessing', 'assessment', 'grading']),
  component: lazyRouteComponent(
    () => import('./features/assessment/grading/submission-page.tsx'),
    'SubmissionPage',
  ),
});

const peopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people',
  beforeLoad: requireRole('admin'),
  loader: () => loadNamespaces(['tenancy']),
  component: lazyRouteComponent(() => import('./features/tenancy/people-page.tsx'), 'PeoplePage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  beforeLoad: requireRole('admin'),
  loader: () => loadNamespaces(['tenancy']),
  component: lazyRouteComponent(
    () => import('./features/tenancy/settings-page.tsx'),
    'SettingsPage',
  ),
});

const modelsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/models',
  beforeLoad: requireRole('admin'),
  loader: () => loadNamespaces(['ai']),
  component: lazyRouteComponent(() => import('./features/ai/models-page.tsx'), 'ModelsPage'),
});

const costRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/cost',
  beforeLoad: requireRole('admin'),
  loader: () => loadNamespaces(['ai']),
  component: lazyRouteComponent(() => import('./features/ai/cost-page.tsx'), 'CostPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  beforeLoad: requireRole('admin'),
  loader: () => loadNamespaces(['audit']),
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  welcomeRoute,
  signInRoute,
  invitationRoute,
  verifyRoute,
  appRoute.addChildren([
    homeRoute,
    studyRoute,
    progressRoute,
    libraryRoute,
    materialRoute,
    versionsRoute,
    sourcesRoute,
    provenanceRoute,
    coursesRoute,
    newFromMaterialsRoute,
    courseEditorRoute,
    lessonPreviewRoute,
    searchRoute,
    reviewRoute,
    gradingRoute,
    catalogRoute,
    courseRoute,
    lessonRoute,
    coursePeopleRoute,
    gradesRoute,
    attemptRoute,
    submissionRoute,
    peopleRoute,
    settingsRoute,
    modelsRoute,
    costRoute,
    auditRoute,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    // The query cache decides what is fresh; the router only loads code and texts.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
