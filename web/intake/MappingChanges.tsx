import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './MappingCard.module.css'
import type { changedFields } from './mapping-text.ts'

/** What saving changes, rule by rule, with what each was. */
export function MappingChanges({ changes }: { readonly changes: ReturnType<typeof changedFields> }) {
  const say = useWords('received')
  const sayField = useWords('intake')
  if (changes.length === 0) return null
  return (
    <Notice tone="info" title={say('changes.title')}>
      <ul className={styles.changes}>
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            {sayField(`mapping.field.${field}`)}: <code>{after === '' ? say('changes.nothing') : after}</code> (
            {say('changes.was')} <code>{before === '' ? say('changes.nothing') : before}</code>)
          </li>
        ))}
      </ul>
    </Notice>
  )
}
