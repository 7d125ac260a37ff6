import { useState } from 'react'
import { matchersFor } from '../../alerts/matcher-drafts.ts'
import { paths } from '../../paths.ts'
import { TeamSelect } from '../../people/TeamSelect.tsx'
import { useTeams } from '../../people/teams.ts'
import { useIsNarrow } from '../../narrow.ts'
import { useGo, useSearchParam } from '../../shell/go.ts'
import { useWhyNot } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/faces.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { Bar, Screen, Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { faultsOf, mostRoutes, newRoute, routeOfText, withNew } from './draft.ts'
import type { RouteDraft, Told } from './draft.ts'
import { MeanwhileNotice } from './MeanwhileNotice.tsx'
import { RouteForm } from './RouteForm.tsx'
import { RoutesList } from './RoutesList.tsx'
import styles from './RoutesEditor.module.css'
import { Trial } from './Trial.tsx'
import type { TriedEvent } from './Trial.tsx'
import { useRoutesDraft } from './use-routes-draft.ts'
import { useTrial } from './use-trial.ts'

/** The routes in their order on the left, what they would have done on the right. On a phone an open route has the screen. */
export function RoutesEditor({ teamId, told }: { readonly teamId: string; readonly told: Told }) {
  const say = useWords('routes')
  const { nameOf } = useTeams()
  const isNarrow = useIsNarrow()
  const mayNot = useWhyNot()('sources.manage', teamId)
  // From elsewhere: a route for these matchers is begun.
  const [asked, setAsked] = useSearchParam('new', '')
  const [begun] = useState(() => routeOfText(asked))
  const { base, drafts, isDirty, isBehind, save, ...draft } = useRoutesDraft(teamId, told, begun)
  const [openKey, setOpenKey] = useState<string | null>(begun?.key ?? null)
  const trial = useTrial(teamId, drafts)
  const at = drafts.findIndex(({ key }) => key === openKey)
  const open = drafts[at]
  const change = (route: RouteDraft) => draft.set(drafts.map((each) => (each.key === route.key ? route : each)))
  const add = (event?: TriedEvent) => {
    const key = `new ${Date.now()} ${drafts.length}`
    const made = event ? newRoute(key, event.summary.slice(0, 80), matchersFor(event)) : newRoute(key, '')
    draft.set(withNew(drafts, made, event?.drafted.route ?? null))
    setOpenKey(key)
  }
  const remove = (route: RouteDraft) => draft.set(drafts.filter(({ key }) => key !== route.key))
  const send = async (isOverTheirs = false) => {
    const saved = await draft.send(isOverTheirs)
    if (saved && asked !== '') setAsked('')
    // What was new has an id from now on, and stays open.
    if (saved && at >= 0) setOpenKey(saved.routes[at]?.id ?? null)
  }
  const isFull = drafts.length >= mostRoutes ? say('full') : undefined
  const problemAt = (index: number) => (field: string) =>
    trial.problem?.of(`routes.${index}.${field}`) ?? save.problem?.of(`routes.${index}.${field}`)
  const wrongAt = (index: number) => Boolean(problemsUnder(trial.problem, index) || problemsUnder(save.problem, index))
  const isWrong = drafts.some((each, index) => faultsOf(each).length > 0 || wrongAt(index))
  const unavailable = mayNot ?? (isWrong ? say('wrong') : isDirty ? undefined : say('same'))
  const form = open ? (
    <RouteForm
      key={open.key}
      route={open}
      teamId={teamId}
      names={trial.names}
      problemAt={problemAt(at)}
      onChange={change}
    />
  ) : null
  const tried = <Trial trial={trial} drafts={drafts} isFull={isFull ?? mayNot} onMake={add} onOpen={setOpenKey} />
  const bar = (
    <SaveBar
      problem={
        save.problem && save.problem.code !== 'routes_changed' ? (
          <Notice tone="critical" title={save.problem.sentence}>
            {save.problem.errors.map((error) => error.say).join(' ')}
          </Notice>
        ) : null
      }
    >
      <Button onPress={draft.reset} unavailable={isDirty ? undefined : say('same')}>
        {say('undo')}
      </Button>
      <Button tone="primary" busy={save.busy} unavailable={unavailable} onPress={() => send()}>
        {say('save')}
      </Button>
    </SaveBar>
  )
  const meanwhile =
    isBehind && isDirty ? (
      <MeanwhileNotice
        before={base.routes}
        after={told.routes}
        unavailable={unavailable}
        busy={save.busy}
        onTheirs={draft.takeTheirs}
        onMine={() => send(true)}
      />
    ) : null
  if (isNarrow && open) {
    return (
      <Screen
        title={open.name.trim() || say('unnamed')}
        actions={
          <Button icon="left" onPress={() => setOpenKey(null)}>
            {say('toList')}
          </Button>
        }
      >
        {meanwhile}
        <Card>{form}</Card>
        {tried}
        {bar}
      </Screen>
    )
  }
  return (
    <Screen
      title={say('titleOf', { team: nameOf(teamId) })}
      about={say('about')}
      back={{ href: paths.sources, say: say('back') }}
      actions={
        drafts.length > 0 ? (
          <Button icon="plus" onPress={() => add()} unavailable={mayNot ?? isFull}>
            {say('add')}
          </Button>
        ) : null
      }
    >
      <TeamSwitch teamId={teamId} isDirty={isDirty} />
      {mayNot ? <Notice tone="info">{say('tryOnly', { why: mayNot })}</Notice> : null}
      {meanwhile}
      <div className={styles.sides}>
        <Stack>
          <Card flush={drafts.length > 0}>
            {drafts.length === 0 ? (
              <Empty
                icon="source"
                title={say('none.title')}
                tall
                action={
                  <Button tone="primary" icon="plus" onPress={() => add()} unavailable={mayNot}>
                    {say('add')}
                  </Button>
                }
              >
                {trial.events.length > 0 ? say('none.sayEvents') : say('none.say')}
              </Empty>
            ) : (
              <RoutesList
                drafts={drafts}
                caught={trial.caught}
                openKey={openKey}
                form={form}
                isWrong={(index) => faultsOf(drafts[index] ?? newRoute('', '')).length > 0 || wrongAt(index)}
                onOpen={(key) => setOpenKey(key === openKey ? null : key)}
                onOrder={draft.set}
                onChange={change}
                onRemove={remove}
              />
            )}
          </Card>
        </Stack>
        <div className={styles.trial}>{tried}</div>
      </div>
      {drafts.length > 0 || isDirty ? bar : null}
    </Screen>
  )
}

/** From one team's routes to another's; not while something is unsaved. */
function TeamSwitch({ teamId, isDirty }: { readonly teamId: string; readonly isDirty: boolean }) {
  const { teams } = useTeams()
  const go = useGo()
  if (teams.length < 2 || isDirty) return null
  return (
    <Bar>
      <TeamSelect teams={teams} value={teamId} onChange={(other) => go(paths.routes(other))} />
    </Bar>
  )
}

function problemsUnder(problem: { readonly errors: readonly { readonly path: string }[] } | null, index: number) {
  return problem?.errors.some(({ path }) => path.startsWith(`routes.${index}.`))
}
