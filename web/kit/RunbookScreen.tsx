import { lazy, Suspense } from 'react'
import type { EndpointOutput } from '../api.ts'
import { LoadedScreen } from '../LoadedScreen.tsx'
import Markdown from '../markdown/Markdown.tsx'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useAction, useLoaded } from '../query.tsx'
import { NoSuchScreen } from '../shell/broken.tsx'
import { useGo, useSearchParam } from '../shell/go.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import type { Fact } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { Tags } from './KitRows.tsx'
import { SecretCard } from './SecretCard.tsx'

const RunbookEditor = lazy(() => import('./RunbookEditor.tsx'))
const VersionsPanel = lazy(() => import('./VersionsPanel.tsx'))

export type Runbook = EndpointOutput<'getRunbook'>

/** One runbook: read, improved, and what it said before. */
export function RunbookScreen({ runbookId }: { readonly runbookId: string }) {
  return /^\d{1,15}$/.test(runbookId) ? <KnownRunbook runbookId={Number(runbookId)} /> : <NoSuchScreen />
}

function KnownRunbook({ runbookId }: { readonly runbookId: number }) {
  const say = useWords('kit')
  const runbook = useLoaded('getRunbook', { runbookId })
  return (
    <LoadedScreen query={runbook} title={say('runbook.one')} back={{ href: paths.kit, say: say('title') }}>
      {(answer) => <RunbookShown runbook={answer} />}
    </LoadedScreen>
  )
}

function RunbookShown({ runbook }: { readonly runbook: Runbook }) {
  const say = useWords('kit')
  const go = useGo()
  const [tab, setTab] = useSearchParam('tab', 'read')
  const unavailable = useWhyNot()('kit.write', runbook.teamId)
  const verify = useAction('verifyRunbook', { done: say('verifiedNow') })
  const remove = useAction('removeRunbook', { done: say('runbook.removed') })
  const of = { runbookId: runbook.id }
  const isGone = runbook.removedAt !== null
  const isEditing = tab === 'edit' && !unavailable
  const take = async () => {
    if (await remove.run(of)) go(paths.kit)
  }
  return (
    <Screen
      title={runbook.title}
      back={{ href: paths.kit, say: say('title') }}
      marks={
        <>
          <Badge>{say('version', { version: runbook.version })}</Badge>
          {runbook.steps > 0 ? <Badge>{say('steps', { count: runbook.steps })}</Badge> : null}
          <Tags tags={runbook.tags} />
        </>
      }
      actions={
        isEditing ? null : (
          <>
            <Button icon="check" busy={verify.busy} unavailable={unavailable} onPress={() => verify.run(of)}>
              {say('verify')}
            </Button>
            <Button tone="primary" icon="edit" unavailable={unavailable} onPress={() => setTab('edit')}>
              {say('runbook.edit')}
            </Button>
            <Menu
              label={say('more', { name: runbook.title })}
              icon="more"
              items={[{ say: say('runbook.remove'), icon: 'trash', danger: true, unavailable, onPress: take }]}
            />
          </>
        )
      }
    >
      {isGone ? (
        <Notice tone="warning" title={say('runbook.gone')}>
          {say('runbook.goneSay')}
        </Notice>
      ) : null}
      {isEditing ? (
        <Suspense fallback={<Skeleton shape="text" lines={8} />}>
          <RunbookEditor runbook={runbook} onClose={() => setTab('read')} />
        </Suspense>
      ) : (
        <Columns aside={<Aside runbook={runbook} />}>
          <Tabs
            label={runbook.title}
            value={tab === 'versions' ? 'versions' : 'read'}
            onChange={setTab}
            tabs={[
              { value: 'read', label: say('runbook.read') },
              { value: 'versions', label: say('runbook.versions'), count: runbook.version },
            ]}
          >
            {tab === 'versions' ? (
              <Suspense fallback={<Skeleton />}>
                <VersionsPanel runbook={runbook} />
              </Suspense>
            ) : (
              <Card>
                {runbook.body.trim() === '' ? (
                  <Empty
                    icon="book"
                    title={say('runbook.empty')}
                    action={
                      <Button icon="edit" unavailable={unavailable} onPress={() => setTab('edit')}>
                        {say('runbook.edit')}
                      </Button>
                    }
                  />
                ) : (
                  <Markdown text={runbook.body} />
                )}
              </Card>
            )}
          </Tabs>
        </Columns>
      )}
    </Screen>
  )
}

function Aside({ runbook }: { readonly runbook: Runbook }) {
  const say = useWords('kit')
  const { nameOf } = useTeams()
  const services = useLoaded('listServices', {}).data?.services ?? []
  const service = services.find(({ id }) => id === runbook.serviceId)
  const facts: readonly Fact[] = [
    { name: say('runbook.team'), value: nameOf(runbook.teamId) },
    {
      name: say('runbook.service'),
      value: service ? <a href={paths.service(service.slug)}>{service.name}</a> : say('wholeTeam'),
    },
    { name: say('runbook.owner'), value: runbook.owner?.name ?? say('bookmark.nobody') },
    {
      name: say('runbook.changed'),
      value: (
        <>
          {runbook.changedBy}, <Time at={runbook.changedAt} />
        </>
      ),
    },
    {
      name: say('runbook.looked'),
      value: runbook.verified ? (
        <>
          {runbook.verified.by}, <Time at={runbook.verified.at} />
        </>
      ) : (
        say('notVerified')
      ),
    },
  ]
  return (
    <>
      <Card title={say('runbook.details')}>
        <Facts facts={facts} />
      </Card>
      {runbook.body.includes('](hook:') ? <SecretCard teamId={runbook.teamId} /> : null}
    </>
  )
}
