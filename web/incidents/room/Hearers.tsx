import type { Audience } from '../../../domain/incidents/owed.ts'
import type { EndpointOutput } from '../../api.ts'
import { useLoaded } from '../../query.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import styles from './Hearers.module.css'

type Hears = EndpointOutput<'whoHears'>['people'][number]

/** Who would hear it, counted, with their names on demand; loudly when it is nobody. */
export function Hearers({ incidentId, audience, isToParts }: HearersProps) {
  const say = useWords('hearing')
  const asked = { incidentId, audience, isToParts: isToParts ? 'true' : 'false' } as const
  const hears = useLoaded('whoHears', asked, { keep: true }).data
  if (!hears) return null
  const { people, channels } = hears
  if (people.length + channels.length === 0) return <Notice tone="warning">{say(`nobody.${audience}`)}</Notice>
  return (
    <Fold say={countedOf(say, people.length, channels.length)}>
      <ul className={styles.list}>
        {[...channels, ...people].map((each) => (
          <Hearer key={each.id} hears={each} />
        ))}
      </ul>
    </Fold>
  )
}

function Hearer({ hears }: { readonly hears: Hears }) {
  const say = useWords('hearing')
  const terms = useWords('terms')
  return (
    <li>
      <Icon name={hears.kind === 'person' ? 'person' : 'send'} />
      <span className={styles.name}>{hears.name}</span>
      <span className={styles.because}>
        {hears.channel ? `${terms(`channel.${hears.channel}`)} · ` : ''}
        {say(`because.${hears.because}`)}
      </span>
    </li>
  )
}

function countedOf(say: ReturnType<typeof useWords<'hearing'>>, people: number, channels: number): string {
  const counts = [
    ...(people > 0 ? [say('people', { count: people })] : []),
    ...(channels > 0 ? [say('channels', { count: channels })] : []),
  ]
  return say('hear', { who: counts.join(', ') })
}

type HearersProps = { readonly incidentId: number; readonly audience: Audience; readonly isToParts: boolean }
