import type { EndpointOutput } from '../../api.ts'
import { PriorityMark } from '../../alerts/marks.tsx'
import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { useLoaded } from '../../query.tsx'
import { useSettled } from '../../settled.ts'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import type { Written } from './draft.ts'

type Would = EndpointOutput<'tryIncidentRule'>

/** What the rule alone would have done in the last 30 days; asked again as it is written. */
export function RuleTrial({ teamId, rule }: { readonly teamId: string; readonly rule: Written }) {
  const say = useWords('incidentRules')
  const asked = useSettled(rule)
  const would = useLoaded('tryIncidentRule', { teamId, rule: asked }, { keep: true })
  return (
    <Card title={say('trial.title', { days: would.data?.days ?? 30 })} flush>
      <Loaded query={would}>{(answer) => <Tried would={answer} does={asked.does} />}</Loaded>
    </Card>
  )
}

function Tried({ would, does }: { readonly would: Would; readonly does: Written['does'] }) {
  const say = useWords('incidentRules')
  const { meant, looked, isCut, incidents, limited, passed, examples } = would
  const of = say(isCut ? 'trial.ofNewest' : 'trial.of', { meant, looked })
  const parts = [
    ...(limited > 0 ? [say('trial.limited', { count: limited })] : []),
    ...(passed > 0 ? [say('trial.passed', { count: passed })] : []),
    ...(incidents > 0 ? [say('trial.guess')] : []),
  ]
  return (
    <Rows label={say('trial.title', { days: would.days })}>
      <Row
        title={does === 'join' ? of : say('trial.declared', { count: incidents })}
        meta={[...(does === 'join' ? [] : [of]), ...parts].map((part) => (
          <span key={part}>{part}</span>
        ))}
      />
      {examples.slice(0, 5).map(({ at, title, priority, alerts, alertId }) => (
        <Row
          key={alertId}
          lead={<PriorityMark priority={priority} />}
          title={<a href={paths.alert(alertId)}>{title}</a>}
          meta={
            <>
              <Time at={at} as="moment" />
              <span>{say('trial.alerts', { count: alerts })}</span>
            </>
          }
        />
      ))}
    </Rows>
  )
}
