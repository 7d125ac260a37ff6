import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import { lazy } from 'react'
import type { ComponentType } from 'react'
import { paths, patterns } from './paths.ts'
import { NoSuchScreen, ScreenBroke, ScreenComing } from './shell/broken.tsx'
import { Frame } from './shell/Frame.tsx'
import { useInternalLinks } from './shell/go.ts'
import { Plain } from './shell/Plain.tsx'

const root = createRootRoute({ component: Root })
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  notFoundComponent: NoSuchScreen,
})
const plain = createRoute({ getParentRoute: () => root, id: 'plain', component: Plain })

/** Screens inside the frame, for people who are signed in. */
const framed: readonly AnyRoute[] = [
  screen(frame, paths.now, async () => (await import('./now/NowScreen.tsx')).NowScreen),
  screen(frame, paths.alerts, async () => (await import('./alerts/AlertsScreen.tsx')).AlertsScreen),
  screen(frame, paths.silences, async () => (await import('./alerts/SilencesScreen.tsx')).SilencesScreen),
  screen(frame, patterns.silence, async () => (await import('./alerts/SilenceScreen.tsx')).SilenceScreen),
  screen(frame, patterns.alert, async () => (await import('./alerts/AlertScreen.tsx')).AlertScreen),
  screen(frame, paths.incidents, async () => (await import('./incidents/IncidentsScreen.tsx')).IncidentsScreen),
  screen(frame, patterns.incidentRules, async () => (await import('./incidents/rules/RulesScreen.tsx')).RulesScreen),
  screen(frame, patterns.incident, async () => (await import('./incidents/IncidentScreen.tsx')).IncidentScreen),
  screen(frame, paths.noise, async () => (await import('./alerts/NoiseScreen.tsx')).NoiseScreen),
  screen(frame, patterns.rule, async () => (await import('./alerts/RuleScreen.tsx')).RuleScreen),
  screen(frame, paths.schedules, async () => (await import('./schedules/SchedulesScreen.tsx')).SchedulesScreen),
  screen(frame, patterns.schedule, async () => (await import('./schedules/ScheduleScreen.tsx')).ScheduleScreen),
  screen(frame, patterns.cover, async () => (await import('./schedules/CoverScreen.tsx')).CoverScreen),
  screen(frame, patterns.handover, async () => (await import('./handover/HandoverScreen.tsx')).HandoverScreen),
  screen(frame, patterns.shift, async () => (await import('./handover/ShiftScreen.tsx')).ShiftScreen),
  screen(frame, patterns.balance, async () => (await import('./schedules/BalanceScreen.tsx')).BalanceScreen),
  screen(frame, paths.policies, async () => (await import('./escalation/PoliciesScreen.tsx')).PoliciesScreen),
  screen(frame, patterns.policy, async () => (await import('./escalation/PolicyScreen.tsx')).PolicyScreen),
  screen(frame, paths.services, async () => (await import('./services/ServicesScreen.tsx')).ServicesScreen),
  screen(frame, paths.serviceMap, async () => (await import('./services/map/MapScreen.tsx')).MapScreen),
  screen(frame, paths.importServices, async () => (await import('./services/ImportScreen.tsx')).ImportScreen),
  screen(frame, patterns.service, async () => (await import('./services/ServiceScreen.tsx')).ServiceScreen),
  screen(frame, paths.sources, async () => (await import('./intake/SourcesScreen.tsx')).SourcesScreen),
  screen(frame, patterns.source, async () => (await import('./intake/SourceScreen.tsx')).SourceScreen),
  screen(frame, paths.heartbeats, async () => (await import('./heartbeats/HeartbeatsScreen.tsx')).HeartbeatsScreen),
  screen(frame, patterns.heartbeat, async () => (await import('./heartbeats/HeartbeatScreen.tsx')).HeartbeatScreen),
  screen(frame, patterns.routes, async () => (await import('./intake/routes/RoutesScreen.tsx')).RoutesScreen),
  screen(frame, paths.people, async () => (await import('./people/PeopleScreen.tsx')).PeopleScreen),
  screen(frame, patterns.person, async () => (await import('./people/PersonScreen.tsx')).PersonScreen),
  screen(frame, paths.teams, async () => (await import('./people/TeamsScreen.tsx')).TeamsScreen),
  screen(frame, paths.readiness, async () => (await import('./people/ReadinessScreen.tsx')).ReadinessScreen),
  screen(frame, paths.me, async () => (await import('./people/MeScreen.tsx')).MeScreen),
  screen(frame, paths.kit, async () => (await import('./kit/KitScreen.tsx')).KitScreen),
  screen(frame, patterns.runbook, async () => (await import('./kit/RunbookScreen.tsx')).RunbookScreen),
  screen(frame, paths.logDay, async () => (await import('./log/DayScreen.tsx')).DayScreen),
  screen(frame, paths.share, async () => (await import('./log/ShareScreen.tsx')).ShareScreen),
  screen(frame, paths.log, async () => (await import('./log/LogScreen.tsx')).LogScreen),
  screen(frame, paths.search, async () => (await import('./recall/SearchScreen.tsx')).SearchScreen),
  screen(frame, paths.figures, async () => (await import('./operations/FiguresScreen.tsx')).FiguresScreen),
  screen(frame, paths.outbox, async () => (await import('./paging/OutboxScreen.tsx')).OutboxScreen),
  screen(frame, paths.reference, async () => (await import('./reference/ReferenceScreen.tsx')).ReferenceScreen),
]

/** Screens for anybody who has the link. */
const open: readonly AnyRoute[] = [
  screen(plain, paths.signIn, async () => (await import('./people/SignInScreen.tsx')).SignInScreen),
  screen(plain, patterns.welcome, async () => (await import('./people/WelcomeScreen.tsx')).WelcomeScreen),
  screen(plain, patterns.answer, async () => (await import('./paging/AnswerScreen.tsx')).AnswerScreen),
  screen(plain, patterns.prove, async () => (await import('./paging/ProveScreen.tsx')).ProveScreen),
  screen(plain, patterns.unfollow, async () => (await import('./incidents/UnfollowScreen.tsx')).UnfollowScreen),
]

/** Every part of ui/ in every state; only while developing. */
const gallery = import.meta.env.DEV
  ? [screen(frame, '/ui-gallery', async () => (await import('./ui/gallery/GalleryScreen.tsx')).GalleryScreen)]
  : []

/** An address without a screen still shows the way around. */
const elsewhere = createRoute({ getParentRoute: () => frame, path: '$', component: NoSuchScreen })

export const router = createRouter({
  routeTree: root.addChildren([frame.addChildren([...framed, ...gallery, elsewhere]), plain.addChildren([...open])]),
  defaultErrorComponent: ScreenBroke,
  defaultNotFoundComponent: NoSuchScreen,
  defaultPendingComponent: ScreenComing,
  scrollRestoration: true,
})

function Root() {
  useInternalLinks()
  return <Outlet />
}

/** Is what the address names a screen for people who are signed in? Then who that is can be asked before it is drawn. */
export function isFramed(): boolean {
  return router.matchRoutes(router.latestLocation).some(({ routeId }) => routeId === frame.id)
}

/**
 * A screen whose code is fetched when it is wanted, or pointed at; its path parameters become its props. Code that is
 * there is drawn at once: React shows what it had to wait for 300 ms later than it could.
 */
function screen<Params extends object>(
  parent: AnyRoute,
  path: string,
  load: () => Promise<ComponentType<Params>>,
): AnyRoute {
  let Fetched: ComponentType<Params> | null = null
  const Awaited = lazy(async () => ({ default: await load() }))
  const route = createRoute({ getParentRoute: () => parent, path, component: WithParams })
  function WithParams() {
    const Screen = Fetched ?? Awaited
    return <Screen {...asParams<Params>(route.useParams())} />
  }
  WithParams.preload = async () => {
    Fetched = await load()
  }
  return route
}

/** The pattern of a path and the props of its screen stand on one line above, so their names are compared there. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows which screen it feeds
function asParams<Params>(params: unknown): Params {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return params as Params
}
