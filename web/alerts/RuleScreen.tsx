import { writeMatchers } from '../../domain/alerts/matchers.ts'
import { ruleMatchers } from '../../domain/alerts/rule.ts'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { NoSuchScreen } from '../shell/broken.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Columns, Facts, Screen, Stack } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { AlertStateMark, PriorityMark } from './marks.tsx'
import type { Alert } from './may.ts'
import { NoiseBar } from './NoiseBar.tsx'
import { NoiseSpanChoice, Trend, useMinutes, useNoiseSpan } from './noise-parts.tsx'
import { useOutcomeWords } from './outcome-words.ts'

type Detail = EndpointOutput<'getRuleNoise'>

/** One rule: what it did, what came of its last alerts, and where to make it quieter. */
export function RuleScreen({ ruleId }: { readonly ruleId: string }) {
  return /^\d{1,15}$/.test(ruleId) ? <KnownRule ruleId={Number(ruleId)} /> : <NoSuchScreen />
}

function KnownRule({ ruleId }: { readonly ruleId: number }) {
  const say = useWords('noise')
  const span = useNoiseSpan()
  const { days } = span
  const found = useLoaded('getRuleNoise', { ruleId, days }, { keep: true })
  const rule = found.data?.rule
  return (
    <Screen
      title={rule?.name ?? say('rule.one')}
      about={rule ? <NamedBy rule={rule} /> : undefined}
      back={{ href: paths.noise, say: say('title') }}
      actions={rule ? <Ways rule={rule} /> : null}
    >
      <Bar>
        <NoiseSpanChoice {...span} />
      </Bar>
      {rule?.isNoisy ? <Notice tone="warning">{say('rule.noisy')}</Notice> : null}
      {found.data ? (
        <Columns aside={<FiguresCard rule={found.data.rule} />}>
          <LastAlerts alerts={found.data.alerts} />
        </Columns>
      ) : (
        <Card>
          <Loaded query={found} skeleton={<Skeleton lines={8} />}>
            {() => null}
          </Loaded>
        </Card>
      )}
    </Screen>
  )
}

function NamedBy({ rule: { namedBy } }: Pick<Detail, 'rule'>) {
  const say = useWords('noise')
  if (namedBy === 'route' || namedBy === 'key') return say(`namedBy.${namedBy}`)
  return say('namedBy.label', { label: namedBy })
}

/** Where it can be made quieter: silenced for now, routed otherwise, or repaired at its source. */
function Ways({ rule }: Pick<Detail, 'rule'>) {
  const say = useWords('noise')
  const whyNot = useWhyNot()
  const matchers = ruleMatchers(rule)
  const text = matchers && writeMatchers(matchers)
  return (
    <>
      {text === null ? null : (
        <>
          <Button icon="soundOff" href={paths.silenceWith(text)} unavailable={whyNot('silences.manage', rule.teamId)}>
            {say('rule.silence')}
          </Button>
          <Button
            icon="policy"
            href={paths.routeWith(rule.teamId, text)}
            unavailable={whyNot('sources.manage', rule.teamId)}
          >
            {say('rule.route')}
          </Button>
        </>
      )}
      {rule.sourceName === null ? null : (
        <Button icon="source" href={paths.source(rule.sourceId)}>
          {say('rule.source')}
        </Button>
      )}
    </>
  )
}

function FiguresCard({ rule }: Pick<Detail, 'rule'>) {
  const say = useWords('noise')
  const minutes = useMinutes()
  const counts = [
    'raised',
    'acted',
    'noAction',
    'byItself',
    'stillOpen',
    'mutedOnly',
    'nights',
    'flapped',
    'muted',
  ] as const
  return (
    <Card title={say('rule.figures')}>
      <Stack>
        <NoiseBar rule={rule} most={Math.max(1, rule.pages)} />
        <Facts
          facts={[
            ...counts.map((key) => ({ name: say(`rule.${key}`), value: rule[key] })),
            { name: say('rule.answer'), value: minutes(rule.minutesToAnswer) },
            { name: say('rule.close'), value: minutes(rule.minutesToClose) },
            { name: say('rule.before'), value: <Trend rule={rule} /> },
            { name: say('rule.team'), value: rule.teamName },
            { name: say('rule.service'), value: rule.serviceName ?? say('removed') },
          ]}
        />
      </Stack>
    </Card>
  )
}

function LastAlerts({ alerts }: Pick<Detail, 'alerts'>) {
  const say = useWords('noise')
  return (
    <Card title={say('rule.last')} flush>
      <Rows label={say('rule.last')}>
        {alerts.map((alert) => (
          <AlertLine key={alert.id} alert={alert} />
        ))}
      </Rows>
    </Card>
  )
}

function AlertLine({ alert }: { readonly alert: Alert }) {
  const words = useOutcomeWords()
  return (
    <Row
      id={String(alert.id)}
      href={paths.alert(alert.id)}
      lead={<PriorityMark priority={alert.priority} />}
      title={alert.summary}
      meta={
        <>
          <AlertStateMark alert={alert} look="plain" />
          {alert.outcome ? <span>{words(alert.outcome)}</span> : null}
          <Time at={alert.firstAt} as="moment" />
        </>
      }
    />
  )
}
