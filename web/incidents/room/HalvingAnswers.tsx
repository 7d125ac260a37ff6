import type { EndpointOutput } from '../../api.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import type { Answered } from './halving.ts'

/** What was answered so far, by whom; each can be looked at again. */
export function AnswersSoFar({ answers, reach, onAgain }: AnswersProps) {
  const say = useWords('incidentReach')
  const shown = answers.flatMap((answered) => {
    const place = reach.chain.find(({ id }) => id === answered.serviceId)
    return place ? [{ ...answered, name: place.name }] : []
  })
  if (shown.length === 0) return null
  return (
    <Card title={say('halve.answers')} flush>
      <Rows label={say('halve.answers')}>
        {shown.map(({ hypothesis, serviceId, answer, name }) => (
          <Row
            key={serviceId}
            title={name}
            meta={
              <>
                <State {...looks[answer]} look="plain">
                  {say(`halve.answer.${answer}`)}
                </State>
                {hypothesis.note ? <span>{hypothesis.note}</span> : null}
                <span>{hypothesis.by}</span>
              </>
            }
            wrapTrail={false}
            trail={
              <IconButton
                icon="again"
                size="small"
                label={say('halve.again', { name })}
                onPress={() => onAgain(serviceId)}
              />
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

const looks = {
  fine: { tone: 'ok', icon: 'ok' },
  broken: { tone: 'critical', icon: 'critical' },
  unknown: { tone: 'calm', icon: 'minus' },
} as const

type AnswersProps = {
  readonly answers: readonly Answered[]
  readonly reach: EndpointOutput<'getReach'>
  readonly onAgain: (serviceId: string) => void
}
