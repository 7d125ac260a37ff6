import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import type { CoverTold } from './cover.ts'
import { CoverCard } from './CoverCard.tsx'
import styles from './WaitingCovers.module.css'

/** Requests that wait for me, whole, with their answers as large buttons. */
export function WaitingCovers({ covers }: { readonly covers: readonly CoverTold[] }) {
  const say = useWords('cover')
  const title = say('waiting', { count: covers.length })
  return (
    <section aria-label={title}>
      <Stack>
        <h2 className={styles.title}>{title}</h2>
        {covers.map((cover) => (
          <CoverCard key={cover.id} cover={cover} />
        ))}
      </Stack>
    </section>
  )
}
