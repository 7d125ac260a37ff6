import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { useWords } from '../words/words.ts'
import { Entries } from './Entries.tsx'
import { EntryTools } from './EntryTools.tsx'

/** What somebody put on top of the log of this team. Nothing is shown while nothing is there. */
export default function PinnedEntries({ teamId }: { readonly teamId: string }) {
  const say = useWords('logDay')
  const pins = useLoaded('listLogPins', { teamId }).data?.pinned ?? []
  const unpin = useAction('unpinLogEntry')
  const unavailable = useWhyNot()('log.write', teamId)
  if (pins.length === 0) return null
  return (
    <Card title={say('pinned')} flush>
      <Entries
        entries={pins.map(({ entry }) => entry)}
        label={say('pinned')}
        renderTools={(entry, sentence) => (
          <EntryTools
            entry={entry}
            sentence={sentence}
            items={[{ say: say('unpin'), icon: 'pin', unavailable, onPress: () => unpin.run({ entryId: entry.id }) }]}
            aside={<span>{say('pinnedBy', { name: pins.find((pin) => pin.entry.id === entry.id)?.by ?? '' })}</span>}
          />
        )}
      />
    </Card>
  )
}
