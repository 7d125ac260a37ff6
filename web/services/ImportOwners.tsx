import { useTeams } from '../people/teams.ts'
import { Card } from '../ui/Card.tsx'
import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { Preview } from './ImportScreen.tsx'
import styles from './ImportScreen.module.css'

/** Which team each owner of the file means: those that mean none come first, and are chosen here. */
export function ImportOwners({ preview, onChange }: ImportOwnersProps) {
  const say = useWords('catalog')
  const { teams } = useTeams()
  if (preview.owners.length === 0) return null
  return (
    <Card
      title={say('import.owners')}
      about={say('import.ownersAbout')}
      flush
      tone={preview.owners.some(({ team }) => team === null) ? 'warning' : undefined}
    >
      <ul className={styles.owners} aria-label={say('import.owners')}>
        {preview.owners.map(({ owner, team, services }) => (
          <li key={owner} className={styles.owner}>
            <span>
              {owner === '' ? <em>{say('import.ownerNone')}</em> : <strong>{owner}</strong>}{' '}
              <span className={styles.calm}>{say('import.services', { count: services })}</span>
            </span>
            <Select
              label={`${say('import.team')}: ${owner === '' ? say('import.ownerNone') : owner}`}
              hideLabel
              value={team ?? ''}
              options={[
                ...(team === null ? [{ value: '', label: say('import.chooseTeam') }] : []),
                ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
              onChange={(chosen) => (chosen === '' ? undefined : onChange(owner, chosen))}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

type ImportOwnersProps = {
  readonly preview: Preview
  readonly onChange: (owner: string, team: string) => void
}
