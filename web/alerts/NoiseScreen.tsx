import { noiseCsv } from '../../domain/alerts/noise-csv.ts'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Select } from '../ui/inputs.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { Table, type Column } from '../ui/Table.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { NoiseBar } from './NoiseBar.tsx'
import styles from './NoiseScreen.module.css'
import { NoiseSpanChoice, Trend, useMinutes, useNoiseSpan } from './noise-parts.tsx'

export type RuleNoise = EndpointOutput<'getNoise'>['rules'][number]

/** Which rules of monitors page for nothing, the most wasted pages first. */
export function NoiseScreen() {
  const say = useWords('noise')
  const alerts = useWords('alerts')
  const asked = useAsked()
  const { filter, service, source } = asked
  const { days } = asked.span
  const report = useLoaded(
    'getNoise',
    {
      days,
      ...(filter.team === 'all' ? {} : { teamId: filter.team }),
      ...(service[0] === 'all' ? {} : { serviceId: service[0] }),
      ...(source[0] === 'all' ? {} : { sourceId: source[0] }),
    },
    { keep: true },
  )
  const { total, countedUntil, rules = [] } = report.data ?? {}
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      back={{ href: paths.alerts, say: alerts('title') }}
      actions={
        rules.length > 0 ? (
          <Button icon="down" onPress={() => download(`noise-${days}-days.csv`, noiseCsv(rules))}>
            {say('csv')}
          </Button>
        ) : null
      }
    >
      <Filters asked={asked} />
      <Card flush>
        <Loaded
          query={report}
          skeleton={<Skeleton lines={8} />}
          isEmpty={(answer) => answer.rules.length === 0}
          empty={<Nothing isNarrowed={asked.isNarrowed} />}
        >
          {(answer) => <RulesTable rules={answer.rules} days={days} />}
        </Loaded>
      </Card>
      {total && total.rules > 0 ? (
        <Stack>
          <p className={styles.total}>
            {say('total', { count: total.pages, days, wasted: total.wastedPages, nights: total.nights })}
          </p>
          <p className={styles.calm}>
            {say('hint')}{' '}
            {countedUntil ? (
              <>
                {say('counted')} <Time at={countedUntil} as="clock" />.
              </>
            ) : null}
          </p>
        </Stack>
      ) : null}
    </Screen>
  )
}

type Asked = ReturnType<typeof useAsked>

/** What is asked for stands in the address. */
function useAsked() {
  const span = useNoiseSpan()
  const { filter, isShown } = useTeamFilter()
  const service = useSearchParam('service', 'all')
  const source = useSearchParam('source', 'all')
  const isNarrowed = filter.team !== 'all' || service[0] !== 'all' || source[0] !== 'all'
  return { span, filter, isShown, service, source, isNarrowed }
}

function Filters({ asked: { span, filter, isShown, service, source } }: { readonly asked: Asked }) {
  const say = useWords('noise')
  const services = useLoaded('listServices', {}).data?.services.filter(({ teamId }) => isShown(teamId)) ?? []
  const sources = useLoaded('listSources', {}).data?.sources.filter(({ teamId }) => isShown(teamId)) ?? []
  return (
    <Bar>
      <NoiseSpanChoice {...span} />
      <TeamFilter filter={filter} />
      <OneOf label={say('service.label')} all={say('service.all')} things={services} chosen={service} />
      <OneOf label={say('source.label')} all={say('source.all')} things={sources} chosen={source} />
    </Bar>
  )
}

function OneOf({ label, all, things, chosen: [value, choose] }: OneOfProps) {
  if (things.length < 2 && value === 'all') return null
  const options = things
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      label={label}
      hideLabel
      value={value}
      options={[{ value: 'all', label: all }, ...options]}
      onChange={choose}
    />
  )
}

function RulesTable({ rules, days }: { readonly rules: readonly RuleNoise[]; readonly days: number }) {
  const say = useWords('noise')
  const outcome = useWords('outcome')
  const minutes = useMinutes()
  const most = Math.max(1, ...rules.map(({ pages }) => pages))
  const number = (key: 'nights' | 'acted' | 'noAction' | 'byItself'): Column<RuleNoise> => ({
    key,
    head: say(`column.${key}`),
    align: 'end',
    narrow: true,
    render: (rule) => rule[key],
  })
  const columns: readonly Column<RuleNoise>[] = [
    { key: 'rule', head: say('column.rule'), render: (rule) => <RuleName rule={rule} /> },
    { key: 'pages', head: say('column.pages'), render: (rule) => <NoiseBar rule={rule} most={most} /> },
    number('nights'),
    number('acted'),
    number('noAction'),
    number('byItself'),
    {
      key: 'answer',
      head: say('column.answer'),
      align: 'end',
      notOnPhone: true,
      render: (rule) => minutes(rule.minutesToAnswer),
    },
    {
      key: 'close',
      head: say('column.close'),
      align: 'end',
      notOnPhone: true,
      render: (rule) => minutes(rule.minutesToClose),
    },
    { key: 'before', head: say('column.before'), notOnPhone: true, render: (rule) => <Trend rule={rule} /> },
    {
      key: 'reason',
      head: say('column.reason'),
      notOnPhone: true,
      render: (rule) => (rule.lastReason ? outcome(`reason.${rule.lastReason}`) : '–'),
    },
  ]
  return (
    <div className={styles.wide}>
      <Table
        label={say('title')}
        columns={columns}
        rows={rules}
        keyOf={({ ruleId }) => String(ruleId)}
        href={({ ruleId }) => `${paths.noiseOf(ruleId)}?days=${days}`}
      />
    </div>
  )
}

function RuleName({ rule }: { readonly rule: RuleNoise }) {
  const say = useWords('noise')
  return (
    <span className={styles.rule}>
      <span className={styles.name}>{rule.name}</span>
      <span className={styles.calm}>
        {rule.serviceName ?? say('removed')} · {rule.sourceName ?? say('removed')}
      </span>
      {rule.isNoisy ? (
        <State tone="warning" icon="warning" look="plain">
          {say('noisy')}
        </State>
      ) : null}
    </span>
  )
}

function Nothing({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const say = useWords('noise')
  return isNarrowed ? (
    <Empty
      icon="search"
      title={say('none.filtered')}
      action={<Button href={`${paths.noise}?days=90`}>{say('none.all')}</Button>}
    >
      {say('none.filteredSay')}
    </Empty>
  ) : (
    <Empty
      icon="ok"
      title={say('none.title')}
      action={
        <Button icon="source" href={paths.sources}>
          {say('none.source')}
        </Button>
      }
      tall
    >
      {say('none.say')}
    </Empty>
  )
}

/** With a mark at the beginning by which spreadsheets know the letters. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

type OneOfProps = {
  readonly label: string
  readonly all: string
  readonly things: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: readonly [string, (value: string) => void]
}
