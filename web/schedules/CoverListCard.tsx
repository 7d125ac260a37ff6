import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { boundsOf } from './cover.ts'
import { SpanText } from './SpanText.tsx'

/** The open requests of a schedule; nothing when there is none. */
export function CoverListCard({ scheduleId }: { readonly scheduleId: string }) {
  const say = useWords('cover')
  const covers = useLoaded('listCovers', { scheduleId }).data?.covers ?? []
  if (covers.length === 0) return null
  return (
    <Card title={say('title')} flush>
      <Rows label={say('title')}>
        {covers.map((cover) => (
          <Row
            key={cover.id}
            lead={<Avatar name={cover.askerName} />}
            href={paths.cover(cover.id)}
            title={
              cover.kind === 'swap'
                ? say('theirsSwap', { name: cover.askerName, other: cover.asked[0]?.name ?? '' })
                : say('theirs', { name: cover.askerName })
            }
            meta={<SpanText {...boundsOf(cover)} scheduleZone={cover.zone} />}
          />
        ))}
      </Rows>
    </Card>
  )
}
