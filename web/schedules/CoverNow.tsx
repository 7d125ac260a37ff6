import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { boundsOf, standOf, waitsForMe } from './cover.ts'
import { CoverCard } from './CoverCard.tsx'
import styles from './CoverNow.module.css'
import { SpanText } from './SpanText.tsx'

/** Requests that wait for me, on the first screen until they are answered: to take a shift, or to agree to a part. */
export function CoverNow() {
  const say = useWords('cover')
  const me = useMe().person.id
  const asked = useLoaded('listCovers', { who: 'asked' }).data?.covers ?? []
  const mine = useLoaded('listCovers', { who: 'mine' }).data?.covers ?? []
  const waiting = [...asked, ...mine].filter((cover) => waitsForMe(cover, me))
  if (waiting.length === 0) return null
  return (
    <section aria-label={say('waiting', { count: waiting.length })}>
      <Stack>
        <h2 className={styles.title}>{say('waiting', { count: waiting.length })}</h2>
        {waiting.map((cover) => (
          <CoverCard key={cover.id} cover={cover} />
        ))}
      </Stack>
    </section>
  )
}

/** My own requests that wait for others: one line each, beside what waits for me. */
export function MyCovers() {
  const say = useWords('cover')
  const me = useMe().person.id
  const mine = useLoaded('listCovers', { who: 'mine' }).data?.covers ?? []
  const others = mine.filter((cover) => standOf(cover, me) === 'mine' && !waitsForMe(cover, me))
  if (others.length === 0) return null
  return (
    <Card title={say('myOpen')} flush>
      <Rows label={say('myOpen')}>
        {others.map((cover) => (
          <Row
            key={cover.id}
            lead={<Icon name="people" />}
            href={paths.cover(cover.id)}
            title={
              cover.kind === 'swap'
                ? say('mineSwap', { name: cover.asked[0]?.name ?? '' })
                : `${cover.scheduleName}: ${say('marked')}`
            }
            meta={
              <>
                <SpanText {...boundsOf(cover)} scheduleZone={cover.zone} />
                <span>{say('answered', { some: answeredOf(cover), all: cover.asked.length })}</span>
              </>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

function answeredOf({ asked }: Parameters<typeof waitsForMe>[0]): number {
  return asked.filter(({ answer }) => answer !== 'none').length
}
