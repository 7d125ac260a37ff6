import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { readGeneric } from '../../domain/intake/generic.ts'
import { PriorityMark } from '../alerts/marks.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Facts, Stack, type Fact } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import styles from './EventPreview.module.css'
import type { Mapping } from './mapping-text.ts'
import { useNoteWords } from './note-words.ts'

const mostShown = 3

/** What a body would become by this mapping: read here by the reader of the server itself. */
export function EventPreview({ body, mapping }: { readonly body: string; readonly mapping: Mapping | null }) {
  const say = useWords('received')
  if (body.trim() === '') return <p>{say('preview.none')}</p>
  const read = readGeneric(body, mapping ? { mapping } : {})
  if ('refused' in read) return <Notice tone="warning">{say('preview.unreadable')}</Notice>
  if (read.events.length === 0) return <Notice tone="info">{say('preview.nothing')}</Notice>
  return (
    <Stack>
      {read.events.slice(0, mostShown).map((event, nth) => (
        <OneEvent key={nth} event={event} />
      ))}
      {read.events.length > mostShown ? <p>{say('preview.more', { count: read.events.length - mostShown })}</p> : null}
    </Stack>
  )
}

function OneEvent({ event }: { readonly event: ReceivedEvent }) {
  const say = useWords('received')
  const noteWords = useNoteWords()
  const { action, priority, key, from, startsAt, groupKey, labels, links, notes } = event
  return (
    <div className={styles.event}>
      <div className={styles.head}>
        <Badge tone={action === 'resolve' ? 'ok' : 'calm'}>{say(`action.${action}`)}</Badge>
        {action === 'trigger' ? <PriorityMark priority={priority} /> : null}
        <strong className={styles.any}>
          <bdi>{event.summary}</bdi>
        </strong>
      </div>
      <Facts
        facts={[
          { name: say('preview.key'), value: <code className={styles.any}>{key}</code> },
          ...text(say('preview.from'), from),
          ...text(say('preview.startsAt'), startsAt),
          ...text(say('preview.group'), groupKey),
          ...text(
            say('preview.labels'),
            Object.entries(labels)
              .map(([name, value]) => `${name}=${value}`)
              .join('\n'),
          ),
          ...text(say('preview.links'), links.map((link) => link.href).join('\n')),
          ...text(say('preview.notes'), notes.map(noteWords).join('\n')),
        ]}
      />
    </div>
  )
}

function text(name: string, value: string | null): Fact[] {
  return value === null || value === '' ? [] : [{ name, value: <bdi className={styles.any}>{value}</bdi> }]
}
