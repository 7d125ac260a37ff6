import { useEffect, useRef, useState } from 'react'
import { bookmarkLimits, tagsOf } from '../../domain/kit/bookmark.ts'
import { mostLetters } from '../../domain/kit/runbook.ts'
import Markdown from '../markdown/Markdown.tsx'
import { useIsNarrow } from '../narrow.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { SaveProblem } from '../people/SaveProblem.tsx'
import type { Problem } from '../problem.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Pair } from '../ui/Form.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Bar, Stack } from '../ui/Screen.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words/words.ts'
import { DiffLines } from './DiffLines.tsx'
import styles from './RunbookEditor.module.css'
import type { Runbook } from './RunbookScreen.tsx'
import { useKitPlace } from './use-place.ts'

/** Written on the left, read on the right; on a phone one after the other. Who was slower sees what came between, and decides. */
export default function RunbookEditor({
  runbook,
  onClose,
}: {
  readonly runbook: Runbook
  readonly onClose: () => void
}) {
  const say = useWords('kit')
  // What was seen when writing began: the live answer may be a newer version meanwhile.
  const [seen] = useState(runbook)
  const [title, setTitle] = useState(seen.title)
  const [body, setBody] = useState(seen.body)
  const [tags, setTags] = useState(seen.tags.join(', '))
  const [ownerId, setOwner] = useState(seen.owner?.id ?? '')
  const place = useKitPlace({ teamId: seen.teamId, serviceId: seen.serviceId ?? '' })
  const [view, setView] = useState<'write' | 'preview'>('write')
  const isNarrow = useIsNarrow()
  const save = useAction('saveRunbook', {
    inForm: true,
    done: ({ version }) => say('runbook.savedAs', { version }),
  })
  const newer = newerOf(save.problem)
  const version = newer?.version ?? seen.version
  // The button is far below on a phone: whoever pressed it must see what came between before they press it again.
  const between = useRef<HTMLDivElement>(null)
  const cameBetween = newer?.version
  useEffect(() => {
    if (cameBetween !== undefined) between.current?.scrollIntoView({ block: 'center' })
  }, [cameBetween])
  const wrong = title.trim() === '' ? say('bookmark.nameMissing') : undefined
  const send = async () => {
    if (wrong) return
    const around = { tags: tagsOf(tags).slice(0, bookmarkLimits.tags), ownerId: ownerId || null }
    const text = { title, body, serviceId: place.serviceId || null, ...around }
    if (await save.run({ runbookId: seen.id, version, ...text })) onClose()
  }
  const area = (
    <TextArea
      label={say('runbook.body')}
      hint={say('runbook.bodyHint')}
      value={body}
      onChange={setBody}
      rows={18}
      maxLength={mostLetters}
      code
    />
  )
  const read = (
    <div className={styles.preview}>
      <h3 className={styles.head}>{say('runbook.preview')}</h3>
      {body.trim() === '' ? <p>{say('runbook.empty')}</p> : <Markdown text={body} />}
    </div>
  )
  return (
    <Card>
      <Stack>
        {newer ? (
          <div ref={between}>
            <Notice tone="warning" title={say('runbook.meanwhile', { name: newer.by, version: newer.version })}>
              {say('runbook.meanwhileSay')}
            </Notice>
          </div>
        ) : (
          <SaveProblem problem={save.problem} />
        )}
        {newer ? <DiffLines before={newer.body} after={body} /> : null}
        <TextInput label={say('runbook.name')} value={title} onChange={setTitle} maxLength={200} />
        {isNarrow ? (
          <Tabs
            label={say('runbook.body')}
            value={view}
            onChange={setView}
            tabs={[
              { value: 'write', label: say('runbook.write_') },
              { value: 'preview', label: say('runbook.preview') },
            ]}
          >
            {view === 'write' ? area : read}
          </Tabs>
        ) : (
          <div className={styles.sides}>
            {area}
            {read}
          </div>
        )}
        <Pair>
          <Select
            label={say('runbook.service')}
            value={place.serviceId}
            options={[
              { value: '', label: say('wholeTeam') },
              ...place.services.map((service) => ({ value: service.id, label: service.name })),
            ]}
            onChange={place.setService}
          />
          <TextInput label={say('runbook.tags')} hint={say('bookmark.tagsHint')} value={tags} onChange={setTags} />
        </Pair>
        <PersonSelect label={say('runbook.owner')} none={say('bookmark.nobody')} value={ownerId} onChange={setOwner} />
        <Bar>
          <Button tone="primary" size="large" icon="check" busy={save.busy} unavailable={wrong} onPress={send}>
            {newer ? say('runbook.saveOver') : say('runbook.save', { version: version + 1 })}
          </Button>
          <Button size="large" onPress={onClose}>
            {say('runbook.leave')}
          </Button>
        </Bar>
      </Stack>
    </Card>
  )
}

/** What somebody saved between my reading and my writing. */
function newerOf(problem: Problem | null) {
  if (problem?.code !== 'runbook_changed_meanwhile') return null
  const { by, version, body } = problem.facts
  return typeof by === 'string' && typeof version === 'number' && typeof body === 'string'
    ? { by, version, body }
    : null
}
