import { paths } from '../paths.ts'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { boundsOf } from './cover.ts'
import type { CoverTold } from './cover.ts'
import { SpanText } from './SpanText.tsx'

/** Requests that wait for others: one line each. */
export function MyCovers({ covers }: { readonly covers: readonly CoverTold[] }) {
  const say = useWords('cover')
  return (
    <Card title={say('myOpen')} flush>
      <Rows label={say('myOpen')}>
        {covers.map((cover) => (
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

function answeredOf({ asked }: CoverTold): number {
  return asked.filter(({ answer }) => answer !== 'none').length
}
