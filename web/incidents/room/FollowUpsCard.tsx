import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { useWhyNot } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox, TextInput } from '../../ui/inputs.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { FollowUpRows } from './FollowUpRows.tsx'
import styles from './FollowUpsCard.module.css'
import type { Open } from './opened.ts'
import { dayText, inOrderOfWork } from './records.ts'
import { useToday } from './use-today.ts'

/** What is to be done so that it does not happen again; a gap that is seen in passing is noted in one line. */
export function FollowUpsCard({ incident, open }: InCard) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotChange(incident)
  const isOwed = incident.isFollowUpOwed && incident.followUps.length === 0
  return (
    <Card
      title={say('followUps.title')}
      flush
      actions={
        <Button icon="plus" unavailable={unavailable} onPress={() => open({ dialog: 'follow_up', followUpId: null })}>
          {say('followUps.add')}
        </Button>
      }
    >
      {incident.followUps.length === 0 ? (
        <p className={styles.none}>{say(isOwed ? 'followUps.owed' : 'followUps.none')}</p>
      ) : (
        <div className={styles.rows}>
          <FollowUpRows incident={incident} followUps={inOrderOfWork(incident.followUps)} open={open} />
        </div>
      )}
      {unavailable === undefined ? <GapLine incidentId={incident.id} /> : null}
      <Foot incident={incident} open={open} />
    </Card>
  )
}

/** One line and one press: it stands as a draft, to be written out when there is time. */
function GapLine({ incidentId }: { readonly incidentId: number }) {
  const say = useWords('incidentRecords')
  const [text, setText] = useState('')
  const add = useAction('addFollowUp', { done: say('followUps.gapDone') })
  const missing = text.trim() === '' ? say('why.text') : undefined
  const send = async () => {
    if (missing || add.busy) return
    if (await add.run({ incidentId, text, isDraft: true })) setText('')
  }
  return (
    <form
      className={styles.gap}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextInput
        label={say('followUps.gap')}
        hideLabel
        placeholder={say('followUps.gapPlaceholder')}
        value={text}
        onChange={setText}
        maxLength={4000}
      />
      <Button type="submit" icon="note" busy={add.busy} unavailable={missing}>
        {say('followUps.gap')}
      </Button>
    </form>
  )
}

/** Whether they are wanted where the priority does not ask, and who took the risk of what is open. */
function Foot({ incident, open }: InCard) {
  const say = useWords('incidentRecords')
  const language = useLanguage()
  const today = useToday()
  const unavailable = useWhyNotChange(incident)
  const forbidden = useWhyNot()('incidents.manage', incident.teamId)
  const describe = useAction('describeIncident')
  const { isFollowUpWanted, isFollowUpOwed, risk } = incident
  const isByPriority = isFollowUpOwed && !isFollowUpWanted
  const isOpen = incident.followUps.some(({ state }) => state === 'draft' || state === 'open')
  const isRiskAsked = isOpen || (isFollowUpOwed && incident.followUps.length === 0)
  const isSwitch = !isByPriority && unavailable === undefined
  if (!isSwitch && !risk && !isRiskAsked) return null
  return (
    <div className={styles.foot}>
      {isSwitch ? (
        <Checkbox
          label={say('followUps.wanted')}
          hint={say('followUps.wantedHint')}
          checked={isFollowUpWanted}
          onChange={(isWanted) => void describe.run({ incidentId: incident.id, isFollowUpWanted: isWanted })}
        />
      ) : null}
      {risk ? (
        <p className={risk.isOver ? styles.over : undefined}>
          {say(risk.isOver ? 'risk.over' : risk.by ? 'risk.taken' : 'risk.takenBySomebody', {
            name: risk.by ?? '',
            day: dayText(risk.until, language, today),
            because: risk.because,
          })}
        </p>
      ) : isByPriority ? (
        <p className={styles.over}>{say('followUps.byPriority')}</p>
      ) : null}
      {isRiskAsked || risk ? (
        <Button size="small" unavailable={unavailable ?? forbidden} onPress={() => open({ dialog: 'risk' })}>
          {say(risk ? 'risk.change' : 'risk.open')}
        </Button>
      ) : null}
    </div>
  )
}

type InCard = { readonly incident: Detail; readonly open: Open }
