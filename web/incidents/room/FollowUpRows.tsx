import { isFollowUpOpen } from '../../../domain/incidents/records.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import type { Tone } from '../../ui/State.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import type { Open } from './opened.ts'
import { dayText, isFollowUpLate } from './records.ts'
import type { FollowUp } from './records.ts'
import { useToday } from './use-today.ts'

/** Follow-ups below each other: what, of which kind, whose, until when, and how it stands. */
export function FollowUpRows({ incident, followUps, open }: FollowUpRowsProps) {
  const say = useWords('incidentRecords')
  return (
    <Rows label={say('followUps.title')}>
      {followUps.map((followUp) => (
        <Row
          key={followUp.id}
          title={followUp.text}
          meta={<Facts followUp={followUp} />}
          trail={<Moves incident={incident} followUp={followUp} open={open} />}
        />
      ))}
    </Rows>
  )
}

function Facts({ followUp }: { readonly followUp: FollowUp }) {
  const say = useWords('incidentRecords')
  const language = useLanguage()
  const today = useToday()
  const { state, kind, owner, dueOn, note } = followUp
  const isOpen = isFollowUpOpen(state)
  const due = dueOn ? say('followUps.due', { day: dayText(dueOn, language, today) }) : null
  return (
    <>
      <State {...states[state]} look="plain">
        {say(`followUps.state.${state}`)}
      </State>
      <span>{say(`followUps.kind.${kind}`)}</span>
      {owner || isOpen ? <span>{owner ?? say('followUps.noOwner')}</span> : null}
      {due && isFollowUpLate(followUp, today) ? (
        <State tone="critical" icon="clock" look="plain">
          {due}
        </State>
      ) : due && isOpen ? (
        <span>{due}</span>
      ) : null}
      {note ? <span>{note}</span> : null}
    </>
  )
}

/** A draft is written out, an open one is done; the rest stands in the menu. */
function Moves({ incident, followUp, open }: MovesProps) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotChange(incident)
  const change = useAction('changeFollowUp')
  const { id: followUpId, state, text } = followUp
  const move = (to: 'open' | 'done') => change.run({ incidentId: incident.id, followUpId, state: to })
  const edit = () => open({ dialog: 'follow_up', followUpId })
  const items: readonly MenuItem[] = [
    { say: say('followUps.edit'), icon: 'edit', unavailable, onPress: edit },
    ...(state === 'draft'
      ? [{ say: say('followUps.done'), icon: 'check' as const, unavailable, onPress: () => move('done') }]
      : []),
    ...(isFollowUpOpen(state)
      ? [
          {
            say: say('followUps.drop'),
            icon: 'close' as const,
            unavailable,
            onPress: () => open({ dialog: 'drop', followUpId }),
          },
        ]
      : [{ say: say('followUps.reopen'), icon: 'again' as const, unavailable, onPress: () => move('open') }]),
  ]
  return (
    <>
      {state === 'draft' ? (
        <Button size="small" icon="edit" unavailable={unavailable} onPress={edit}>
          {say('followUps.write')}
        </Button>
      ) : state === 'open' ? (
        <Button size="small" icon="check" busy={change.busy} unavailable={unavailable} onPress={() => move('done')}>
          {say('followUps.done')}
        </Button>
      ) : null}
      <Menu label={say('more', { text })} icon="more" size="small" items={items} />
    </>
  )
}

const states: Readonly<Record<FollowUp['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  draft: { tone: 'warning', icon: 'edit' },
  open: { tone: 'info', icon: 'ring' },
  done: { tone: 'ok', icon: 'check' },
  dropped: { tone: 'calm', icon: 'close' },
}

type FollowUpRowsProps = {
  readonly incident: Detail
  readonly followUps: readonly FollowUp[]
  readonly open: Open
}
type MovesProps = { readonly incident: Detail; readonly followUp: FollowUp; readonly open: Open }
