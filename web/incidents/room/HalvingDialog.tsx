import { useState } from 'react'
import type { HalvingAnswer } from '../../../domain/services/halving.ts'
import type { EndpointOutput } from '../../api.ts'
import { Loaded } from '../../Loaded.tsx'
import { useAction, useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { answersIn, halvingOf, outcomeBy } from './halving.ts'
import { AnswersSoFar } from './HalvingAnswers.tsx'
import styles from './HalvingDialog.module.css'
import { HalvingEnd } from './HalvingEnd.tsx'
import type { InRoom } from './RoomDialog.tsx'

type Reach = EndpointOutput<'getReach'>

/** Which link of the chain is the broken one: proposes the next service to look at, and keeps each answer as a hypothesis. */
export function HalvingDialog(room: InRoom) {
  const say = useWords('incidentReach')
  const reach = useLoaded('getReach', { incidentId: room.incident.id })
  return (
    <Dialog open onClose={room.onClose} title={say('halve.title')} about={say('halve.about')}>
      <Loaded query={reach}>{(answer) => <Halved reach={answer} {...room} />}</Loaded>
    </Dialog>
  )
}

function Halved({ reach, incident, onClose }: InRoom & { readonly reach: Reach }) {
  const [again, setAgain] = useState<string | null>(null)
  const answers = answersIn(incident.hypotheses)
  const next = halvingOf(reach, answers)
  const asked = again ?? (next.do === 'test' ? next.serviceId : null)
  const place = reach.chain.find(({ id }) => id === asked)
  return (
    <Stack>
      {place ? (
        <Question
          key={place.id}
          incident={incident}
          place={place}
          reason={next.do === 'test' && next.serviceId === place.id ? next : null}
          known={answers.find(({ serviceId }) => serviceId === place.id)?.hypothesis.id ?? null}
          onAnswered={() => setAgain(null)}
        />
      ) : (
        <HalvingEnd next={next} reach={reach} incident={incident} onClose={onClose} />
      )}
      <AnswersSoFar answers={answers} reach={reach} onAgain={setAgain} />
    </Stack>
  )
}

function Question({ incident, place, reason, known, onAnswered }: QuestionProps) {
  const say = useWords('incidentReach')
  const [note, setNote] = useState('')
  const forbidden = useWhyNotChange(incident)
  const add = useAction('addHypothesis', { inForm: true })
  const decide = useAction('decideHypothesis', { inForm: true })
  const problem = add.problem ?? decide.problem
  const of = { incidentId: incident.id }
  const answer = async (to: HalvingAnswer) => {
    const told = note.trim() === '' && to === 'unknown' ? say('halve.cannotTell') : note
    const text = say('halve.text', { name: place.name })
    const added = known === null ? await add.run({ ...of, text, serviceId: place.id }) : null
    const made = added && answersIn(added.hypotheses).find(({ serviceId }) => serviceId === place.id)
    const hypothesisId = known ?? made?.hypothesis.id
    if (hypothesisId === undefined) return
    if (await decide.run({ ...of, hypothesisId, outcome: outcomeBy[to], note: told })) onAnswered()
  }
  return (
    <section className={styles.question}>
      <h3 className={styles.ask}>{say('halve.ask', { name: place.name })}</h3>
      {reason ? (
        <p>
          {say('halve.reason', {
            name: place.name,
            count: reason.left.length,
            fine: reason.ifFine,
            broken: reason.ifBroken,
          })}
        </p>
      ) : null}
      <p className={styles.calm}>
        {place.worst
          ? say('halve.openAlerts', { count: place.openAlerts, priority: place.worst })
          : say('halve.noAlerts')}
      </p>
      {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
      <TextInput
        label={say('halve.note')}
        placeholder={say('halve.notePlaceholder')}
        optional
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <div className={styles.answers}>
        {(['fine', 'broken', 'unknown'] as const).map((to) => (
          <Button
            key={to}
            tone={to === 'unknown' ? 'quiet' : 'plain'}
            size="large"
            icon={icons[to]}
            busy={add.busy || decide.busy}
            unavailable={forbidden}
            onPress={() => answer(to)}
          >
            {say(`halve.${to}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}

const icons = { fine: 'ok', broken: 'critical', unknown: 'minus' } as const

type QuestionProps = Pick<InRoom, 'incident'> & {
  readonly place: Reach['chain'][number]
  /** Why this one; null when somebody looks at it again. */
  readonly reason: { readonly left: readonly string[]; readonly ifFine: number; readonly ifBroken: number } | null
  /** The hypothesis about it that there is already. */
  readonly known: number | null
  readonly onAnswered: () => void
}
