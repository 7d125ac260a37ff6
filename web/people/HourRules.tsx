import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { asWritten } from '../schedules/restriction-draft.ts'
import { useWords } from '../words/words.ts'
import { emptyGrid, isEmptyGroup, type HourGroup } from './hour-rules.ts'
import styles from './HourRules.module.css'
import type { Contacts } from './rules.ts'
import { RulesGrid } from './RulesGrid.tsx'
import { night, WindowsField } from './WindowsField.tsx'

/** Rules that hold in some hours of the week only, each set of hours with a grid of its own. */
export function HourRules({ groups, told, mayNotChange, onChange }: HourRulesProps) {
  const say = useWords('quiet')
  const isReadOnly = mayNotChange !== undefined
  if (groups.length === 0 && isReadOnly) return null
  return (
    <section className={styles.rules} aria-label={say('rules.title')}>
      {groups.length === 0 ? null : (
        <>
          <h3>{say('rules.title')}</h3>
          <p className={styles.hint}>{say('rules.about')}</p>
        </>
      )}
      {groups.map((group, at) => (
        <div key={at} className={styles.group}>
          <WindowsField
            label={say('rules.one')}
            addLabel={say('addMore')}
            within={group.within}
            isReadOnly={isReadOnly}
            onChange={(within) => onChange(groups.with(at, { ...group, within }))}
          />
          <RulesGrid
            contacts={told.contacts}
            grid={group.grid}
            unused={say('rules.usual')}
            mayNotChange={mayNotChange}
            onChange={(grid) => onChange(groups.with(at, { ...group, grid }))}
          />
          {isEmptyGroup(group) ? <Notice tone="warning">{say('rules.nothing')}</Notice> : null}
          {isReadOnly ? null : (
            <div>
              <Button size="small" icon="trash" tone="quiet" onPress={() => onChange(groups.toSpliced(at, 1))}>
                {say('rules.remove')}
              </Button>
            </div>
          )}
        </div>
      ))}
      {isReadOnly ? null : (
        <div>
          <Button
            size="small"
            icon="plus"
            onPress={() => onChange([...groups, { within: [asWritten(night)], grid: emptyGrid(told.contacts) }])}
          >
            {say('rules.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

type HourRulesProps = {
  readonly groups: readonly HourGroup[]
  readonly told: Contacts
  readonly mayNotChange: string | undefined
  readonly onChange: (groups: readonly HourGroup[]) => void
}
