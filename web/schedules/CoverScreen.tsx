import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Card } from '../ui/Card.tsx'
import { Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { CoverCard } from './CoverCard.tsx'

/** One cover request: where notices lead, and where it can be answered when it is no longer on the first screen. */
export function CoverScreen({ coverId }: { readonly coverId: string }) {
  const say = useWords('cover')
  const schedules = useWords('schedules')
  const cover = useLoaded('getCover', { coverId: Number(coverId) })
  const title = say('number', { id: coverId })
  const back = cover.data
    ? { href: paths.schedule(cover.data.scheduleId), say: cover.data.scheduleName }
    : { href: paths.schedules, say: schedules('title') }
  return (
    <Screen title={title} back={back}>
      {cover.data ? (
        <CoverCard cover={cover.data} isAlone />
      ) : (
        <Card>
          <Loaded query={cover} tall>
            {() => null}
          </Loaded>
        </Card>
      )}
    </Screen>
  )
}
