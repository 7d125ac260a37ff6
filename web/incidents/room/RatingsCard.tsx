import { useState } from 'react'
import { countRatings } from '../../../domain/incidents/rating.ts'
import type { PriorityName } from '../../../domain/paging/priority.ts'
import { PriorityMark } from '../../alerts/marks.tsx'
import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import { PriorityField } from '../PriorityField.tsx'
import type { Open } from './opened.ts'
import styles from './RatingsCard.module.css'

type Rating = Detail['ratings'][number]

/** What others say of how bad it is, and the way to ask them; whoever leads decides. */
export function RatingsCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentHelp')
  const unavailable = useWhyNotWork(incident)
  const { ratings } = incident
  const canAsk = incident.state === 'triage' && !incident.isRated
  if (ratings.length === 0 && !canAsk) return null
  return (
    <Card
      title={say('rating.title')}
      about={ratings.length === 0 ? say('rating.about') : <RatingSum ratings={ratings} />}
      flush
    >
      <Rows label={say('rating.title')}>
        {ratings.map((rating) => (
          <RatingRow key={rating.personId} rating={rating} />
        ))}
      </Rows>
      {canAsk ? (
        <div className={styles.ask}>
          <Button wide icon="people" unavailable={unavailable} onPress={() => open({ dialog: 'ask_rating' })}>
            {say('rating.ask')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

/** `2 of 3 say P2, 1 of 3 says P1`. */
export function RatingSum({ ratings }: { readonly ratings: readonly Rating[] }) {
  const say = useWords('incidentHelp')
  const { asked, answered, counts } = countRatings(ratings)
  if (answered === 0) return <>{say('rating.nobody', { count: asked })}</>
  return <>{counts.map(({ priority, count }) => say('rating.say', { count, answered, priority })).join(', ')}</>
}

function RatingRow({ rating }: { readonly rating: Rating }) {
  const say = useWords('incidentHelp')
  const { name, priority, because, answeredAt, askedAt, endedAt } = rating
  return (
    <Row
      lead={<Avatar name={name} />}
      title={name}
      meta={
        <>
          <span>{priority ? because : say(endedAt ? 'rating.noAnswer' : 'rating.waits')}</span>
          <Time at={answeredAt ?? askedAt} />
        </>
      }
      trail={priority ? <PriorityMark priority={priority} /> : null}
      wrapTrail={false}
    />
  )
}

/** I was asked: one tap chooses, the next sends. Nothing changes by it. */
export function MyRating({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentHelp')
  const { person } = useMe()
  const mine = incident.ratings.find(({ personId, endedAt }) => personId === person.id && endedAt === null)
  const [isAgain, setAgain] = useState(false)
  const [priority, setPriority] = useState<PriorityName | null>(mine?.priority ?? null)
  const [because, setBecause] = useState(mine?.because ?? '')
  const answer = useAction('answerRating', { done: say('mine.done') })
  if (!mine || (mine.priority && !isAgain)) {
    return mine ? (
      <Card title={say('mine.said', { priority: mine.priority })} about={mine.because}>
        <Button size="small" onPress={() => setAgain(true)}>
          {say('mine.change')}
        </Button>
      </Card>
    ) : null
  }
  const send = async () => {
    if (priority && (await answer.run({ incidentId: incident.id, priority, because }))) setAgain(false)
  }
  return (
    <Card title={say('mine.title', { name: mine.askedBy })} about={say('mine.about')} tone="warning">
      <Stack>
        <PriorityField value={priority} onChange={setPriority} hideLabel />
        <TextInput
          label={say('mine.because')}
          placeholder={say('mine.becausePlaceholder')}
          optional
          value={because}
          onChange={setBecause}
          maxLength={500}
        />
        <Button
          tone="primary"
          size="large"
          icon="check"
          wide
          busy={answer.busy}
          unavailable={priority ? undefined : say('mine.choose')}
          onPress={send}
        >
          {priority ? say('mine.send', { priority }) : say('mine.sendNothing')}
        </Button>
      </Stack>
    </Card>
  )
}
