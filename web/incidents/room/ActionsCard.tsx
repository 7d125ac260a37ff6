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
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './ActionsCard.module.css'
import type { Open } from './opened.ts'

type Action = Detail['actions'][number]

/** What is about to be done and what was, the newest first, and whether it helped. */
export function ActionsCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotWork(incident)
  return (
    <Card
      title={say('actions.title')}
      flush
      actions={
        <Button icon="clock" keys="b" unavailable={unavailable} onPress={() => open({ dialog: 'announce' })}>
          {say('actions.announce')}
        </Button>
      }
    >
      {incident.actions.length === 0 ? (
        <p className={styles.none}>{say('actions.none')}</p>
      ) : (
        <Rows label={say('actions.title')}>
          {incident.actions.toReversed().map((action) => (
            <ActionRow key={action.id} incident={incident} action={action} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function ActionRow({ incident, action }: { readonly incident: Detail; readonly action: Action }) {
  const say = useWords('incidentRoom')
  return (
    <Row
      title={action.text}
      meta={
        <>
          <State {...states[action.state]} look="plain">
            {say(`actions.state.${action.state}`)}
          </State>
          {action.effect === 'unknown' ? null : (
            <State {...effects[action.effect]} look="plain">
              {say(`actions.effect.${action.effect}`)}
            </State>
          )}
          {action.serviceName ? <span>{action.serviceName}</span> : null}
          <span>{action.by}</span>
          <Time at={action.doneAt ?? action.announcedAt} />
        </>
      }
      wrapTrail={action.state === 'about_to' || action.effect === 'unknown'}
      trail={<Answers incident={incident} action={action} />}
    />
  )
}

/** Done or called off while it is announced; whether it helped once it is done. */
function Answers({ incident, action }: { readonly incident: Detail; readonly action: Action }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const change = useAction('changeAction')
  const of = { incidentId: incident.id, actionId: action.id }
  if (action.state === 'about_to') {
    return (
      <>
        <Button
          size="small"
          icon="check"
          busy={change.busy}
          unavailable={unavailable}
          onPress={() => change.run({ ...of, state: 'done' })}
        >
          {say('actions.markDone')}
        </Button>
        <Button
          size="small"
          tone="quiet"
          unavailable={unavailable}
          onPress={() => change.run({ ...of, state: 'called_off' })}
        >
          {say('actions.markOff')}
        </Button>
      </>
    )
  }
  if (action.state === 'called_off') return null
  if (action.effect === 'unknown') {
    return (
      <>
        <span>{say('actions.sayEffect')}</span>
        {(['helped', 'did_not'] as const).map((effect) => (
          <Button
            key={effect}
            size="small"
            busy={change.busy}
            unavailable={unavailable}
            onPress={() => change.run({ ...of, effect })}
          >
            {say(effect === 'helped' ? 'actions.markHelped' : 'actions.markDidNot')}
          </Button>
        ))}
      </>
    )
  }
  return (
    <Menu
      label={say('actions.more', { text: action.text })}
      icon="more"
      size="small"
      items={(['helped', 'did_not', 'undone'] as const)
        .filter((effect) => effect !== action.effect)
        .map((effect) => ({
          say: say(`actions.effect.${effect}`),
          unavailable,
          onPress: () => change.run({ ...of, effect }),
        }))}
    />
  )
}

const states: Readonly<Record<Action['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  about_to: { tone: 'warning', icon: 'clock' },
  done: { tone: 'info', icon: 'check' },
  called_off: { tone: 'calm', icon: 'close' },
}

const effects: Readonly<
  Record<Exclude<Action['effect'], 'unknown'>, { readonly tone: Tone; readonly icon: IconName }>
> = {
  helped: { tone: 'ok', icon: 'ok' },
  did_not: { tone: 'warning', icon: 'minus' },
  undone: { tone: 'calm', icon: 'again' },
}
