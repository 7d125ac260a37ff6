import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './ReviewCard.module.css'

type Shift = EndpointOutput<'getWorkedShift'>
const weights = [1, 2, 3, 4, 5] as const

/** Two taps: how heavy it was, and what to fix first or that there is nothing. Mine alone; the others read it. */
export function ReviewCard({ shift }: { readonly shift: Shift }) {
  const say = useWords('handover')
  const [isAgain, setAgain] = useState(false)
  const [weight, setWeight] = useState<(typeof weights)[number] | null>(null)
  const [fix, setFix] = useState('')
  const review = useAction('reviewShift', { done: say('review.done') })
  const { review: said, isMine } = shift
  if (said && !isAgain) {
    return (
      <Card
        title={say('review.said', { weight: say(`review.${asWeight(said.weight)}`) })}
        actions={isMine ? <Button onPress={() => setAgain(true)}>{say('review.again')}</Button> : undefined}
      >
        {said.fix === '' ? <p>{say('review.skip')}</p> : <p>{say('review.fixFirst', { fix: said.fix })}</p>}
      </Card>
    )
  }
  if (!isMine || shift.endsAt === null) return null
  const send = async () => {
    if (weight && (await review.run({ shiftId: shift.id, weight, fix }))) setAgain(false)
  }
  return (
    <Card title={say('review.title')} about={say('review.about')}>
      <div className={styles.card}>
        <fieldset className={styles.weights} aria-label={say('review.title')}>
          {weights.map((each) => (
            <Button key={each} size="large" pressed={each === weight} onPress={() => setWeight(each)}>
              {say(`review.${each}`)}
            </Button>
          ))}
        </fieldset>
        {weight ? (
          <Form
            onSubmit={send}
            actions={
              <Button tone="primary" type="submit" size="large" busy={review.busy}>
                {say(fix.trim() === '' ? 'review.skip' : 'review.send')}
              </Button>
            }
          >
            <TextInput label={say('review.fix')} value={fix} onChange={setFix} optional maxLength={1000} />
          </Form>
        ) : null}
      </div>
    </Card>
  )
}

const asWeight = (weight: number) => weights.find((each) => each === weight) ?? 3
