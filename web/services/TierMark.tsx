import { tierWords, type Tier } from '../../domain/services/tier.ts'
import { Badge } from '../ui/State.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import styles from './TierMark.module.css'

/** The tier in a word; what it means is told to whoever asks. Nothing where nobody has said. */
export function TierMark({ tier }: { readonly tier: Tier | null }) {
  const say = useWords('catalog')
  const language = useLanguage()
  if (tier === null) return null
  return (
    <span title={tierWords[language][tier].means} className={styles.mark}>
      <Badge tone={tier === 1 ? 'info' : 'calm'}>{say('tier.short', { tier })}</Badge>
    </span>
  )
}

/** The tier with what it means. */
export function TierSaid({ tier }: { readonly tier: Tier | null }) {
  const say = useWords('catalog')
  const language = useLanguage()
  if (tier === null) return <span className={styles.calm}>{say('facts.noTier')}</span>
  const { name, means } = tierWords[language][tier]
  return (
    <>
      {name}
      <span className={styles.means}>{means}</span>
    </>
  )
}
