import { useState } from 'react'
import { quietPriorities, type QuietPriority } from '../../domain/paging/priority.ts'
import { useAction } from '../query.tsx'
import { faultsOfRestriction } from '../schedules/restriction-draft.ts'
import type { Restriction } from '../schedules/restriction-draft.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FieldError } from '../ui/Field.tsx'
import { PriorityChoices } from '../ui/PriorityChoices.tsx'
import { useWords } from '../words/words.ts'
import styles from './QuietCard.module.css'
import type { Contacts } from './rules.ts'
import { WindowsField } from './WindowsField.tsx'

/** In which hours nothing rings, for which priorities; and what rings all the same. */
export function QuietCard({ personId, told, mayNotChange }: QuietCardProps) {
  const say = useWords('quiet')
  const people = useWords('people')
  const saved = draftOf(told)
  const [draft, setDraft] = useState(saved)
  const set = useAction('setQuietHours', { done: say('saved') })
  const { within, chosen } = draft
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved)
  const isWhole =
    within.length === 0 ||
    (chosen.length > 0 && within.every((each) => Object.keys(faultsOfRestriction(each)).length === 0))
  const quiet = within.length === 0 ? null : { within: [...within], priorities: [...chosen] }
  return (
    <Card title={say('title')} about={mayNotChange ?? say('about')}>
      <div className={styles.fields}>
        {within.length === 0 ? <p className={styles.hint}>{say('none')}</p> : null}
        <WindowsField
          label={say('hours')}
          addLabel={say(within.length === 0 ? 'add' : 'addMore')}
          within={within}
          isReadOnly={mayNotChange !== undefined}
          onChange={(next) => setDraft({ ...draft, within: next })}
        />
        {within.length === 0 ? null : (
          <>
            <fieldset disabled={mayNotChange !== undefined}>
              <legend>{say('priorities')}</legend>
              <PriorityChoices
                of={quietPriorities}
                chosen={chosen}
                onChange={(next) => setDraft({ ...draft, chosen: next })}
              />
              <FieldError id="" error={chosen.length === 0 ? say('noPriority') : undefined} />
            </fieldset>
            <p className={styles.hint}>
              {say('never')} {say('rings')} {say('zone', { zone: told.zone.replaceAll('_', ' ') })}
            </p>
          </>
        )}
        {isChanged ? (
          <div className={styles.save}>
            <Button
              tone="primary"
              busy={set.busy}
              unavailable={isWhole ? undefined : say('noPriority')}
              onPress={() => set.run({ personId, quiet })}
            >
              {say('save')}
            </Button>
            <Button tone="quiet" onPress={() => setDraft(saved)}>
              {people('undo')}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  )
}

type Draft = { readonly within: readonly Restriction[]; readonly chosen: readonly QuietPriority[] }

function draftOf({ quiet }: Contacts): Draft {
  return { within: [...(quiet?.within ?? [])], chosen: [...(quiet?.priorities ?? ['P3', 'P4'])] }
}

type QuietCardProps = {
  readonly personId: string
  readonly told: Contacts
  readonly mayNotChange: string | undefined
}
