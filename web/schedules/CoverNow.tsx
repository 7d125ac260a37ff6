import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { standOf } from './cover.ts'
import { CoverCard } from './CoverCard.tsx'
import styles from './CoverNow.module.css'

/** Requests that wait for my answer, and my own that are open: on the first screen, until they are answered. */
export function CoverNow() {
  const say = useWords('cover')
  const me = useMe().person.id
  const asked = useLoaded('listCovers', { who: 'asked' }).data?.covers ?? []
  const mine = useLoaded('listCovers', { who: 'mine' }).data?.covers ?? []
  const waiting = asked.filter((cover) => standOf(cover, me) === 'waiting')
  return (
    <>
      {waiting.length > 0 ? (
        <section aria-label={say('waiting', { count: waiting.length })}>
          <Stack>
            <h2 className={styles.title}>{say('waiting', { count: waiting.length })}</h2>
            {waiting.map((cover) => (
              <CoverCard key={cover.id} cover={cover} />
            ))}
          </Stack>
        </section>
      ) : null}
      {mine.length > 0 ? (
        <section aria-label={say('myOpen')}>
          <Stack>
            <h2 className={styles.title}>{say('myOpen')}</h2>
            {mine.map((cover) => (
              <CoverCard key={cover.id} cover={cover} />
            ))}
          </Stack>
        </section>
      ) : null}
    </>
  )
}
