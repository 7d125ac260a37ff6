import { useState } from 'react'
import { exportMarkdown } from '../../../domain/incidents/export-markdown.ts'
import { download } from '../../download.ts'
import { Loaded } from '../../Loaded.tsx'
import { useEntryWords } from '../../log/entry-words.ts'
import { useLoaded } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segmented, Select } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showNotice } from '../../ui/notices.ts'
import { Stack } from '../../ui/Screen.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useNames } from './names.ts'
import type { InRoom } from './RoomDialog.tsx'

const forms = ['markdown', 'json'] as const
type Form = (typeof forms)[number]

/** All of it to take along: a document in the reader's language and zone, or JSON for programs. */
export function ExportDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentStory')
  const own = useMe().person.zone
  const language = useLanguage()
  const names = useNames()
  const tell = useEntryWords()
  const [form, setForm] = useState<Form>('markdown')
  const [zone, setZone] = useState(own)
  const query = useLoaded('exportIncident', { incidentId: incident.id })
  const zones = [...new Set([own, new Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC'])]
  const taken = query.data
  const text = () => {
    if (!taken) return ''
    return form === 'json'
      ? `${JSON.stringify(taken, null, 2)}\n`
      : exportMarkdown({ exported: taken, language, zone, names, tell })
  }
  const save = () => {
    download(`incident-${incident.id}.${form === 'json' ? 'json' : 'md'}`, text())
    showNotice({ tone: 'ok', say: say('export.saved') })
    onClose()
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      showNotice({ tone: 'ok', say: say('export.copied') })
    } catch {
      showNotice({ tone: 'warning', say: say('export.byHand') })
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('export.title')}
      about={say('export.about')}
      actions={
        <>
          <Button size="large" icon="copy" busy={!taken} onPress={copy}>
            {say('export.copy')}
          </Button>
          <Button tone="primary" size="large" icon="down" busy={!taken} onPress={save}>
            {say('export.save')}
          </Button>
        </>
      }
    >
      <Stack>
        <Segmented
          label={say('export.form')}
          value={form}
          options={forms.map((value) => ({ value, label: say(`export.${value}`) }))}
          onChange={setForm}
        />
        {form === 'markdown' ? (
          <Select
            label={say('export.zone')}
            value={zone}
            options={zones.map((value) => ({ value, label: value }))}
            onChange={setZone}
          />
        ) : null}
        {incident.isPrivate ? (
          <Notice tone="warning" icon="lock">
            {say('export.private')}
          </Notice>
        ) : null}
        <Loaded query={query} skeleton={null}>
          {({ leftOut }) =>
            leftOut > 0 ? <Notice tone="warning">{say('export.leftOut', { count: leftOut })}</Notice> : null
          }
        </Loaded>
      </Stack>
    </Dialog>
  )
}
