import { lazy, Suspense, useState } from 'react'
import { FloodMark } from '../alerts/FloodBanner.tsx'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Screen } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words/words.ts'
import styles from './ServicesScreen.module.css'
import { ServiceFilters, ShowAll, useServiceFilter } from './ServiceFilters.tsx'
import { servicePath } from './service-path.ts'
import { SettingsLine } from './SettingsLine.tsx'
import { TierMark } from './TierMark.tsx'

const SilenceDialog = lazy(() => import('../alerts/SilenceDialog.tsx'))
const ServiceDialog = lazy(async () => ({ default: (await import('./ServiceDialog.tsx')).ServiceDialog }))

const ExpertsDialog = lazy(() => import('./ExpertsDialog.tsx'))

type Service = EndpointOutput<'listServices'>['services'][number]

/** What is watched, which policy its alerts go to, and what is open on it. */
export function ServicesScreen() {
  const say = useWords('services')
  const catalog = useWords('catalog')
  const services = useLoaded('listServices', {})
  const policies = useLoaded('listPolicies', {})
  const asked = useServiceFilter()
  const { unavailable } = useTeamsWhere('services.manage')
  const [open, setOpen] = useState<Service | 'new' | null>(null)
  const [resting, setResting] = useState<Service>()
  const [known, setKnown] = useState<Service>()
  const hasNoPolicy = policies.data?.policies.length === 0
  const create = hasNoPolicy ? (
    <Button tone="primary" icon="policy" href={paths.policies}>
      {say('policyFirst')}
    </Button>
  ) : (
    <Button tone="primary" icon="plus" onPress={() => setOpen('new')} unavailable={unavailable}>
      {say('new')}
    </Button>
  )
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <>
          <Button icon="link" href={paths.serviceMap}>
            {say('map')}
          </Button>
          <Button icon="source" href={paths.importServices} unavailable={unavailable}>
            {catalog('import.do')}
          </Button>
          {create}
        </>
      }
    >
      <ServiceFilters asked={asked} all={services.data?.services.length ?? 0} />
      <Card flush>
        <Loaded
          query={services}
          isEmpty={(answer) => answer.services.length === 0}
          empty={
            <Empty icon="service" title={say('none.title')} action={create} tall>
              {hasNoPolicy ? say('none.sayPolicy') : say('none.say')}
            </Empty>
          }
        >
          {(answer) =>
            asked.isNarrowed && !answer.services.some(asked.isShown) ? (
              <Empty icon="search" title={catalog('list.none')} action={<ShowAll />} tall>
                {catalog('list.noneSay')}
              </Empty>
            ) : (
              <ServicesTable
                services={answer.services.filter(asked.isShown)}
                all={answer.services}
                onChange={setOpen}
                onRest={setResting}
                onExperts={setKnown}
              />
            )
          }
        </Loaded>
      </Card>
      {open ? (
        <Suspense>
          <ServiceDialog service={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
      {known ? (
        <Suspense>
          <ExpertsDialog service={known} onClose={() => setKnown(undefined)} />
        </Suspense>
      ) : null}
      {resting ? (
        <Suspense>
          <SilenceDialog
            kind="maintenance"
            start={{ teamId: resting.teamId, serviceIds: [resting.id] }}
            onClose={() => setResting(undefined)}
          />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function ServicesTable({ services, all, onChange, onRest, onExperts }: ServicesTableProps) {
  const say = useWords('services')
  const help = useWords('incidentHelp')
  const { nameOf } = useTeams()
  const whyNot = useWhyNot()
  const policies = useLoaded('listPolicies', {}).data?.policies
  const running = useLoaded('listSilences', { state: 'active', kind: 'maintenance' }).data?.silences
  const policyName = (id: string) => policies?.find((policy) => policy.id === id)?.name ?? '…'
  return (
    <Table
      label={say('title')}
      rows={services.toSorted((a, b) => b.openAlerts - a.openAlerts || a.name.localeCompare(b.name))}
      keyOf={(service) => service.id}
      columns={[
        {
          key: 'name',
          head: say('service'),
          render: (service) => (
            <NameAndAbout
              service={service}
              services={all}
              maintenance={running?.find((each) => each.services.some(({ id }) => id === service.id))}
            />
          ),
        },
        { key: 'team', head: say('team'), narrow: true, notOnPhone: true, render: (service) => nameOf(service.teamId) },
        {
          key: 'policy',
          head: say('policy'),
          render: (service) => <a href={paths.policy(service.policyId)}>{policyName(service.policyId)}</a>,
        },
        {
          key: 'open',
          head: say('open'),
          narrow: true,
          render: (service) => (
            <span className={styles.end}>
              <FloodMark subjectId={service.id} />
              <OpenAlerts service={service} />
              <IconButton
                icon="people"
                size="small"
                label={help('experts.open', { name: service.name })}
                unavailable={whyNot('services.manage', service.teamId)}
                onPress={() => onExperts(service)}
              />
              <IconButton
                icon="soundOff"
                size="small"
                label={say('maintain', { name: service.name })}
                unavailable={whyNot('silences.manage', service.teamId)}
                onPress={() => onRest(service)}
              />
              <IconButton
                icon="edit"
                size="small"
                label={say('changeOne', { name: service.name })}
                unavailable={whyNot('services.manage', service.teamId)}
                onPress={() => onChange(service)}
              />
            </span>
          ),
        },
      ]}
    />
  )
}

function NameAndAbout({ service, services, maintenance }: NameAndAboutProps) {
  return (
    <span className={styles.name}>
      <span className={styles.head}>
        <a href={servicePath(service)}>{service.name}</a>
        <TierMark tier={service.tier} />
      </span>
      {service.description ? <span className={styles.about}>{service.description}</span> : null}
      {maintenance ? <InMaintenance silence={maintenance} /> : null}
      <SettingsLine service={service} services={services} className={styles.about} />
    </span>
  )
}

function InMaintenance({ silence }: { readonly silence: Maintenance }) {
  const say = useWords('services')
  return (
    <a href={paths.silence(silence.id)} title={silence.reason}>
      <State tone="info" icon="soundOff">
        {say('inMaintenance')}
      </State>
    </a>
  )
}

function OpenAlerts({ service: { id, teamId, openAlerts } }: { readonly service: Service }) {
  const say = useWords('services')
  if (openAlerts === 0) {
    return (
      <State tone="ok" icon="ok" look="plain">
        {say('quiet')}
      </State>
    )
  }
  return (
    <a href={`${paths.alerts}?team=${teamId}&service=${id}`} className={styles.open}>
      <State tone="critical" icon="bell">
        {say('openAlerts', { count: openAlerts })}
      </State>
    </a>
  )
}

type Maintenance = { readonly id: string; readonly reason: string }
type NameAndAboutProps = {
  readonly service: Service
  readonly services: readonly Service[]
  readonly maintenance: Maintenance | undefined
}

type ServicesTableProps = {
  readonly services: readonly Service[]
  /** Also those that are not shown: one may depend on them. */
  readonly all: readonly Service[]
  readonly onChange: (service: Service) => void
  /** It goes into maintenance. */
  readonly onRest: (service: Service) => void
  /** Who knows it well is written down. */
  readonly onExperts: (service: Service) => void
}
