import { lazy, Suspense, useState } from 'react'
import { AlertRow } from '../alerts/AlertRow.tsx'
import type { EndpointOutput } from '../api.ts'
import { IncidentRow } from '../incidents/IncidentRow.tsx'
import { Loaded } from '../Loaded.tsx'
import { LoadedScreen } from '../LoadedScreen.tsx'
import { useIsNarrow } from '../narrow.ts'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { NoSuchScreen } from '../shell/broken.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import type { Fact } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { ChangesCard } from './ChangesCard.tsx'
import { DependenciesCard } from './DependenciesCard.tsx'
import { LinkGroups } from './LinkGroups.tsx'
import { MaintenanceCard } from './MaintenanceCard.tsx'
import { OnCallCard } from './OnCallCard.tsx'
import styles from './ServiceScreen.module.css'
import { TierMark, TierSaid } from './TierMark.tsx'

const CatalogDialog = lazy(async () => ({ default: (await import('./CatalogDialog.tsx')).CatalogDialog }))
const ServiceDialog = lazy(async () => ({ default: (await import('./ServiceDialog.tsx')).ServiceDialog }))
const BesideKit = lazy(() => import('../kit/BesideKit.tsx'))
const SilenceDialog = lazy(() => import('../alerts/SilenceDialog.tsx'))

export type ServiceDetail = EndpointOutput<'getService'>
type Opened = 'catalog' | 'settings' | 'maintenance'

/** One service: who has it, where it is looked at and mended, what it stands on, and what is wrong with it now. */
export function ServiceScreen({ service: named }: { readonly service: string }) {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(named) ? <KnownService named={named} /> : <NoSuchScreen />
}

function KnownService({ named }: { readonly named: string }) {
  const services = useWords('services')
  const say = useWords('catalog')
  const service = useLoaded('getService', { service: named })
  return (
    <LoadedScreen query={service} title={say('one')} back={{ href: paths.services, say: services('title') }}>
      {(answer) => <ServiceShown key={answer.id} service={answer} />}
    </LoadedScreen>
  )
}

function ServiceShown({ service }: { readonly service: ServiceDetail }) {
  const services = useWords('services')
  const say = useWords('catalog')
  const whyNot = useWhyNot()
  const [opened, open] = useState<Opened>()
  const unavailable = whyNot('services.manage', service.teamId)
  const close = () => open(undefined)
  const isNarrow = useIsNarrow()
  return (
    <Screen
      title={service.name}
      about={service.description === '' ? undefined : <span className={styles.about}>{service.description}</span>}
      back={{ href: paths.services, say: services('title') }}
      marks={<TierMark tier={service.tier} />}
      actions={
        <>
          <Button
            icon="soundOff"
            unavailable={whyNot('silences.manage', service.teamId)}
            onPress={() => open('maintenance')}
          >
            {say('moreActions')}
          </Button>
          <Button icon="edit" unavailable={unavailable} onPress={() => open('settings')}>
            {say('settings')}
          </Button>
          <Button icon="link" unavailable={unavailable} onPress={() => open('catalog')}>
            {say('edit')}
          </Button>
        </>
      }
    >
      <Columns
        aside={
          <>
            {isNarrow ? null : <OnCallCard service={service} />}
            <AboutCard service={service} />
            <DependenciesCard service={service} unavailable={unavailable} onChange={() => open('settings')} />
            <MaintenanceCard service={service} onPlan={() => open('maintenance')} />
          </>
        }
      >
        {/* On a phone, whom to call is what is looked for first. */}
        {isNarrow ? <OnCallCard service={service} /> : null}
        <LinksCard service={service} unavailable={unavailable} onAdd={() => open('catalog')} />
        <Suspense>
          <BesideKit serviceId={service.id} />
        </Suspense>
        <AlertsCard service={service} />
        <IncidentsCard service={service} />
        <ChangesCard service={service} />
      </Columns>
      <Suspense>
        {opened === 'catalog' ? <CatalogDialog service={service} onClose={close} /> : null}
        {opened === 'settings' ? <ServiceDialog service={service} onClose={close} /> : null}
        {opened === 'maintenance' ? (
          <SilenceDialog
            kind="maintenance"
            start={{ teamId: service.teamId, serviceIds: [service.id] }}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </Screen>
  )
}

function LinksCard({ service, unavailable, onAdd }: LinksCardProps) {
  const say = useWords('catalog')
  const { links } = service
  const add = (
    <Button size="small" icon="plus" unavailable={unavailable} onPress={onAdd}>
      {say('links.add')}
    </Button>
  )
  return (
    <Card title={say('links.title')} flush actions={links.length > 0 ? add : null}>
      {links.length === 0 ? (
        <Empty icon="book" title={say('links.none')} action={add}>
          {say('links.noneSay')}
        </Empty>
      ) : (
        <>
          {links.some(({ kind }) => kind === 'runbook') ? null : (
            <p className={styles.none}>{say('links.noRunbook')}</p>
          )}
          <LinkGroups links={links} />
        </>
      )}
    </Card>
  )
}

function AlertsCard({ service }: { readonly service: ServiceDetail }) {
  const say = useWords('catalog')
  const list = useLoaded('listAlerts', { serviceId: service.id, state: 'open', limit: mostAlerts })
  const all = `${paths.alerts}?team=${service.teamId}&service=${service.id}`
  return (
    <Card
      title={say('alerts.title')}
      flush
      tone={service.openAlerts > 0 ? 'critical' : undefined}
      actions={
        service.openAlerts > mostAlerts ? (
          <Button tone="quiet" size="small" href={all} iconAfter="forward">
            {say('alerts.all', { count: service.openAlerts })}
          </Button>
        ) : null
      }
    >
      <Loaded
        query={list}
        isEmpty={({ alerts }) => alerts.length === 0}
        empty={
          <p className={styles.none}>
            {say('alerts.none')} <a href={paths.sources}>{say('alerts.sources')}</a>
          </p>
        }
      >
        {({ alerts }) => (
          <Rows label={say('alerts.title')}>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

const mostAlerts = 10

function IncidentsCard({ service }: { readonly service: ServiceDetail }) {
  const say = useWords('catalog')
  const list = useLoaded('listIncidents', { serviceId: service.id, state: 'open' })
  return (
    <Card title={say('incidents.title')} flush>
      <Loaded
        query={list}
        isEmpty={({ incidents }) => incidents.length === 0}
        empty={
          <p className={styles.none}>
            {say('incidents.none')} <a href={`${paths.incidents}?state=over`}>{say('incidents.past')}</a>
          </p>
        }
      >
        {({ incidents }) => (
          <Rows label={say('incidents.title')}>
            {incidents.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

function AboutCard({ service }: { readonly service: ServiceDetail }) {
  const say = useWords('catalog')
  const { nameOf } = useTeams()
  const policies = useLoaded('listPolicies', {}).data?.policies
  const facts: Fact[] = [
    { name: say('facts.owner'), value: <a href={paths.teams}>{nameOf(service.teamId)}</a> },
    { name: say('facts.tier'), value: <TierSaid tier={service.tier} /> },
    {
      name: say('facts.policy'),
      value: (
        <a href={paths.policy(service.policyId)}>{policies?.find(({ id }) => id === service.policyId)?.name ?? '…'}</a>
      ),
    },
    { name: say('facts.slug'), value: <code>{service.slug}</code> },
  ]
  return (
    <Card title={say('facts.title')}>
      <Facts facts={facts} />
    </Card>
  )
}

type LinksCardProps = {
  readonly service: ServiceDetail
  readonly unavailable: string | undefined
  readonly onAdd: () => void
}
