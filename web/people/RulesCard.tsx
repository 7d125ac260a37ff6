import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { channelIcons, useContactName } from './ContactRow.tsx'
import { emptyPriorities, gridOf, isSameGrid, priorities, rulesOf, withCell, usedOf } from './rules.ts'
import type { Contact, Contacts, Grid, Priority } from './rules.ts'
import styles from './RulesCard.module.css'

/** Which contact is used for which priority, and after how long: one cell each. */
export function RulesCard({ personId, told, mayNotChange }: RulesCardProps) {
  const say = useWords('people')
  const terms = useWords('terms')
  const saved = gridOf(told)
  const [grid, setGrid] = useState(saved)
  const set = useAction('setContactRules', { done: say('rules.saved') })
  const used = usedOf(told.contacts)
  const empty = emptyPriorities(grid)
  const isChanged = !isSameGrid(grid, saved)
  if (used.length === 0) return null
  return (
    <Card title={say('rules.title')} about={mayNotChange ?? say('rules.about')}>
      <div className={styles.grid}>
        <div className={styles.heads} aria-hidden="true">
          <span />
          {priorities.map((priority) => (
            <span key={priority} className={styles.head}>
              {priority} <small>{terms(`priority.${priority}`)}</small>
            </span>
          ))}
        </div>
        {used.map((contact) => (
          <ContactLine
            key={contact.id}
            contact={contact}
            grid={grid}
            mayNotChange={mayNotChange}
            onChange={(priority, minutes) => setGrid(withCell(grid, { priority, contactId: contact.id }, minutes))}
          />
        ))}
      </div>
      {empty.length > 0 ? (
        <Notice tone="warning">{say('rules.empty', { priorities: empty.join(', '), count: empty.length })}</Notice>
      ) : null}
      {isChanged ? (
        <div className={styles.save}>
          <Button tone="primary" busy={set.busy} onPress={() => set.run({ personId, rules: rulesOf(grid, told) })}>
            {say('rules.save')}
          </Button>
          <Button tone="quiet" onPress={() => setGrid(saved)}>
            {say('undo')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

function ContactLine({ contact, grid, mayNotChange, onChange }: ContactLineProps) {
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
          mayNotChange={mayNotChange}
          onChange={(minutes) => onChange(priority, minutes)}
        />
      ))}
    </fieldset>
  )
}

function Cell({ priority, minutes, mayNotChange, onChange }: CellProps) {
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
          <option value="not">{say('rules.not')}</option>
        </select>
        <Icon name="down" />
      </span>
    </span>
  )
}

const usualMinutes: readonly number[] = [0, 1, 2, 3, 5, 10, 15, 20, 30, 60]

type RulesCardProps = {
  readonly personId: string
  readonly told: Contacts
  readonly mayNotChange: string | undefined
}

type ContactLineProps = {
  readonly contact: Contact
  readonly grid: Grid
  readonly mayNotChange: string | undefined
  readonly onChange: (priority: Priority, minutes: number | null) => void
}

type CellProps = {
  readonly priority: Priority
  readonly minutes: number | null
  readonly mayNotChange: string | undefined
  readonly onChange: (minutes: number | null) => void
}
