import { useState } from 'react'
import { useAction } from '../query.tsx'
import { faultsOfRestriction } from '../schedules/restriction-draft.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { groupsOf, isEmptyGroup, restingRules, rulesOfGroups, type HourGroup } from './hour-rules.ts'
import { HourRules } from './HourRules.tsx'
import { emptyPriorities, gridOf, rulesOf, usedOf } from './rules.ts'
import type { Contacts } from './rules.ts'
import styles from './RulesCard.module.css'
import { RulesGrid } from './RulesGrid.tsx'

/** Which contact is used for which priority, and after how long; as usual, and in some hours otherwise. */
export function RulesCard({ personId, told, mayNotChange }: RulesCardProps) {
  const say = useWords('people')
  const quiet = useWords('quiet')
  const saved = { grid: gridOf(told), groups: groupsOf(told) }
  const [draft, setDraft] = useState(saved)
  const set = useAction('setContactRules', { done: say('rules.saved') })
  const { grid, groups } = draft
  const empty = emptyPriorities(grid)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved)
  if (usedOf(told.contacts).length === 0) return null
  const rules = [...rulesOf(grid, told), ...rulesOfGroups(groups), ...restingRules(told)]
  return (
    <Card title={say('rules.title')} about={mayNotChange ?? say('rules.about')}>
      <RulesGrid
        contacts={told.contacts}
        grid={grid}
        unused={say('rules.not')}
        mayNotChange={mayNotChange}
        onChange={(next) => setDraft({ ...draft, grid: next })}
      />
      {empty.length > 0 ? (
        <Notice tone="warning">{say('rules.empty', { priorities: empty.join(', '), count: empty.length })}</Notice>
      ) : null}
      <HourRules
        groups={groups}
        told={told}
        mayNotChange={mayNotChange}
        onChange={(next) => setDraft({ ...draft, groups: next })}
      />
      {isChanged ? (
        <div className={styles.save}>
          <Button
            tone="primary"
            busy={set.busy}
            unavailable={groups.every(isWhole) ? undefined : quiet('rules.nothing')}
            onPress={() => set.run({ personId, rules })}
          >
            {say('rules.save')}
          </Button>
          <Button tone="quiet" onPress={() => setDraft(saved)}>
            {say('undo')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

function isWhole(group: HourGroup): boolean {
  const areHoursWhole = group.within.every((each) => Object.keys(faultsOfRestriction(each)).length === 0)
  return group.within.length > 0 && areHoursWhole && !isEmptyGroup(group)
}

type RulesCardProps = {
  readonly personId: string
  readonly told: Contacts
  readonly mayNotChange: string | undefined
}
