import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import { channelIcons, useContactName } from './ContactRow.tsx'
import { priorities } from '../../domain/paging/priority.ts'
import { usedOf, withCell } from './rules.ts'
import type { Contact, Grid, Priority } from './rules.ts'
import styles from './RulesCard.module.css'

/** A grid of contact by priority: after how long each is used, or `unused` in words. */
export function RulesGrid({ contacts, grid, unused, mayNotChange, onChange }: RulesGridProps) {
  const terms = useWords('terms')
  return (
    <div className={styles.grid}>
      <div className={styles.heads} aria-hidden="true">
        <span />
        {priorities.map((priority) => (
          <span key={priority} className={styles.head}>
            {priority} <small>{terms(`priority.${priority}`)}</small>
          </span>
        ))}
      </div>
      {usedOf(contacts).map((contact) => (
        <ContactLine
          key={contact.id}
          contact={contact}
          grid={grid}
          unused={unused}
          mayNotChange={mayNotChange}
          onChange={(priority, minutes) => onChange(withCell(grid, { priority, contactId: contact.id }, minutes))}
        />
      ))}
    </div>
  )
}

function ContactLine({ contact, grid, unused, mayNotChange, onChange }: ContactLineProps) {
  const name = useContactName()(contact)
  return (
    <fieldset className={styles.line} aria-label={name}>
      <span className={styles.contact}>
        <Icon name={channelIcons[contact.channel]} />
        <span title={name}>{name}</span>
      </span>
      {priorities.map((priority) => (
        <Cell
          key={priority}
          priority={priority}
          minutes={grid[priority][contact.id] ?? null}
          unused={unused}
          mayNotChange={mayNotChange}
          onChange={(minutes) => onChange(priority, minutes)}
        />
      ))}
    </fieldset>
  )
}

function Cell({ priority, minutes, unused, mayNotChange, onChange }: CellProps) {
  const say = useWords('people')
  const terms = useWords('terms')
  const usual = minutes === null || usualMinutes.includes(minutes) ? usualMinutes : [...usualMinutes, minutes]
  return (
    <span className={styles.cell}>
      <span className={styles.cellHead} aria-hidden="true">
        {priority} {terms(`priority.${priority}`)}
      </span>
      <span className={styles.choice}>
        <select
          className={styles.select}
          aria-label={`${priority} ${terms(`priority.${priority}`)}`}
          data-used={minutes === null ? undefined : ''}
          value={minutes ?? 'not'}
          disabled={mayNotChange !== undefined}
          onChange={(event) => onChange(event.currentTarget.value === 'not' ? null : Number(event.currentTarget.value))}
        >
          {usual
            .toSorted((a, b) => a - b)
            .map((value) => (
              <option key={value} value={value}>
                {value === 0 ? say('rules.atOnce') : say('rules.after', { minutes: value })}
              </option>
            ))}
          <option value="not">{unused}</option>
        </select>
        <Icon name="down" />
      </span>
    </span>
  )
}

const usualMinutes: readonly number[] = [0, 1, 2, 3, 5, 10, 15, 20, 30, 60]

type RulesGridProps = {
  readonly contacts: readonly Contact[]
  readonly grid: Grid
  /** What a contact that is not used says. */
  readonly unused: string
  readonly mayNotChange: string | undefined
  readonly onChange: (grid: Grid) => void
}

type ContactLineProps = {
  readonly contact: Contact
  readonly grid: Grid
  readonly unused: string
  readonly mayNotChange: string | undefined
  readonly onChange: (priority: Priority, minutes: number | null) => void
}

type CellProps = {
  readonly priority: Priority
  readonly minutes: number | null
  readonly unused: string
  readonly mayNotChange: string | undefined
  readonly onChange: (minutes: number | null) => void
}
