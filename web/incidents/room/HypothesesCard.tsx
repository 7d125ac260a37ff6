import { hypothesisOutcomes } from '../../../domain/incidents/records.ts'
import type { HypothesisOutcome } from '../../../domain/incidents/records.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import type { Tone } from '../../ui/State.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './ActionsCard.module.css'
import type { Open } from './opened.ts'
import type { Hypothesis } from './records.ts'

/** What may be the cause, how to find out, and how it turned out. */
export function HypothesesCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotChange(incident)
  return (
    <Card
      title={say('hypotheses.title')}
      flush
      actions={
        <>
          {incident.services.length > 0 ? (
            <Button icon="filter" unavailable={unavailable} onPress={() => open({ dialog: 'halve' })}>
              {say('hypotheses.halve')}
            </Button>
          ) : null}
          <Button icon="plus" unavailable={unavailable} onPress={() => open({ dialog: 'hypothesis' })}>
            {say('hypotheses.add')}
          </Button>
        </>
      }
    >
      {incident.hypotheses.length === 0 ? (
        <p className={styles.none}>{say('hypotheses.none')}</p>
      ) : (
        <Rows label={say('hypotheses.title')}>
          {incident.hypotheses.toSorted(openFirst).map((hypothesis) => (
            <HypothesisRow key={hypothesis.id} incident={incident} hypothesis={hypothesis} open={open} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function HypothesisRow({ incident, hypothesis, open }: HypothesisRowProps) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotChange(incident)
  const { id: hypothesisId, outcome, text, test, note, by, at, decidedAt } = hypothesis
  const decide = useAction('decideHypothesis')
  const move = (to: HypothesisOutcome) =>
    to === 'open'
      ? decide.run({ incidentId: incident.id, hypothesisId, outcome: to, note })
      : open({ dialog: 'decide', hypothesisId, to })
  return (
    <Row
      title={text}
      meta={
        <>
          <State {...outcomes[outcome]} look="plain">
            {say(`hypotheses.outcome.${outcome}`)}
          </State>
          {test ? <span>{say('hypotheses.testing', { test })}</span> : null}
          {note ? <span>{note}</span> : null}
          <span>{by}</span>
          <Time at={decidedAt ?? at} />
        </>
      }
      wrapTrail={outcome === 'open'}
      trail={
        outcome === 'open' ? (
          (['confirmed', 'refuted'] as const).map((to) => (
            <Button
              key={to}
              size="small"
              icon={outcomes[to].icon}
              busy={decide.busy}
              unavailable={unavailable}
              onPress={() => move(to)}
            >
              {say(`hypotheses.mark.${to}`)}
            </Button>
          ))
        ) : (
          <Menu
            label={say('more', { text })}
            icon="more"
            size="small"
            items={hypothesisOutcomes
              .filter((to) => to !== outcome)
              .map((to) => ({ say: say(`hypotheses.mark.${to}`), unavailable, onPress: () => move(to) }))}
          />
        )
      }
    />
  )
}

function openFirst(a: Hypothesis, b: Hypothesis): number {
  return Number(b.outcome === 'open') - Number(a.outcome === 'open') || b.id - a.id
}

const outcomes: Readonly<Record<HypothesisOutcome, { readonly tone: Tone; readonly icon: IconName }>> = {
  open: { tone: 'info', icon: 'search' },
  confirmed: { tone: 'ok', icon: 'check' },
  refuted: { tone: 'calm', icon: 'close' },
}

type HypothesisRowProps = { readonly incident: Detail; readonly hypothesis: Hypothesis; readonly open: Open }
