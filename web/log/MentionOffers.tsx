import { localPart } from '../../domain/log/mentions.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { useWords } from '../words/words.ts'
import styles from './MentionOffers.module.css'

/** Who may be meant by the `@…` that is being written at the end; a press writes the rest. */
export default function MentionOffers({ text, onChange }: MentionOffersProps) {
  const say = useWords('logDay')
  const people = useLoaded('listPeople', {}).data?.people ?? []
  const begun = beginning(text)
  if (begun === null) return null
  const begins = (word: string) => word.toLowerCase().startsWith(begun)
  const meant = people
    .filter((person) => person.deactivatedAt === null)
    .filter((person) => begins(localPart(person)) || person.name.split(/\s+/).some(begins))
    .slice(0, 5)
  if (meant.length === 0) return null
  return (
    <section className={styles.offers} aria-label={say('mention')}>
      {meant.map((person) => (
        <Button
          key={person.id}
          size="small"
          icon="person"
          onPress={() => onChange(`${text.slice(0, text.length - begun.length)}${localPart(person)} `)}
        >
          {person.name}
        </Button>
      ))}
    </section>
  )
}

function beginning(text: string): string | null {
  return /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u.exec(text)?.[1]?.toLowerCase() ?? null
}

type MentionOffersProps = { readonly text: string; readonly onChange: (text: string) => void }
