import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isUnderWay } from '../../../domain/incidents/stages.ts'
import type { IncidentState, MoveKind } from '../../../domain/incidents/stages.ts'
import { incidentStates, moveTable } from '../../../domain/incidents/stages.ts'
import type { Problem } from '../../problem.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { sendByKeys } from '../../ui/send-keys.ts'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { decisionFor } from './facts.ts'
import styles from './MoveDialog.module.css'
import type { InRoom } from './RoomDialog.tsx'

/** On, back, or to an end: what is left behind by it, and why, where that is asked. Whoever was slower sees where it stands now. */
export function MoveDialog({ incident, to, onClose }: InRoom & { readonly to: Exclude<IncidentState, 'merged'> }) {
  const say = useWords('incidentRoom')
  const names = useWords('incidents')
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const stage = names(`stage.${to}`)
  const done = isUnderWay(to) ? say('move.done', { stage }) : say('move.doneEnd')
  const move = useAction('moveIncident', { inForm: true, done })
  const cell = moveTable[incident.state][to]
  const kind: MoveKind = 'move' in cell ? cell.move : 'advance'
  const decision = decisionFor(incident, to, reason)
  const asksWhy = decisionFor(incident, to, '')
  const isAsked = asksWhy.do === 'refuse' && asksWhy.because === 'incident_reason_missing'
  const forbidden = useWhyNotChange(incident)
  const refused = decision.do === 'refuse' ? (isAsked ? say('why.reason') : whyNot(decision.because)) : undefined
  const unavailable = forbidden ?? refused
  function whyNot(because: Exclude<typeof decision, { do: 'move' }>['because']): string {
    return because === 'incident_reason_missing' ? say('why.reason') : say(`why.${because}`)
  }
  const send = async () => {
    if (unavailable || move.busy) return
    const moved = await move.run({ incidentId: incident.id, to, moves: incident.moves, reason: isAsked ? reason : '' })
    if (moved) onClose()
    // Where it stands now is what decides: the dialog is drawn anew with it.
    else void queries.invalidateQueries({ queryKey: ['getIncident'] })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(`move.title.${kind}`, { stage })}
      about={say(`move.about.${kind}`)}
      actions={
        <Button
          tone={kind === 'dismiss' ? 'danger' : 'primary'}
          size="large"
          busy={move.busy}
          unavailable={unavailable}
          onPress={send}
        >
          {say(`move.do.${kind}`)}
        </Button>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={sendByKeys(send)}
      >
        <Stack>
          {move.problem ? <MoveProblem problem={move.problem} /> : null}
          {decision.do === 'refuse' && !isAsked && !move.problem ? (
            <Notice tone="warning">{whyNot(decision.because)}</Notice>
          ) : null}
          {decision.leaves.length > 0 ? (
            <div>
              <h3 className={styles.heading}>{say('move.leaves')}</h3>
              <ul className={styles.leaves}>
                {decision.leaves.map((debt) => (
                  <li key={debt}>{say(`owed.debt.${debt}`)}</li>
                ))}
              </ul>
            </div>
          ) : null}
          {isAsked ? (
            <TextArea
              label={say('move.reason')}
              hint={say('move.reasonHint')}
              required
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={setReason}
            />
          ) : null}
        </Stack>
      </form>
    </Dialog>
  )
}

/** Somebody was quicker: who, and where to. Anything else is said as it is. */
function MoveProblem({ problem }: { readonly problem: Problem }) {
  const say = useWords('incidentRoom')
  const names = useWords('incidents')
  const { by, to } = problem.facts
  const state = incidentStates.find((each) => each === to)
  if (problem.code !== 'incident_moved' || !state) return <Notice tone="critical">{problem.sentence}</Notice>
  const stage = names(`stage.${state}`)
  return (
    <Notice tone="warning">
      {typeof by === 'string' && by !== ''
        ? say('move.moved', { name: by, stage })
        : say('move.movedBySomebody', { stage })}
    </Notice>
  )
}
