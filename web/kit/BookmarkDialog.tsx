import { useState } from 'react'
import { bookmarkLimits, tagsOf } from '../../domain/kit/bookmark.ts'
import { linkFault, linkKinds } from '../../domain/services/link.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { Bookmark } from './kit-list.ts'
import { useKitPlace } from './use-place.ts'
import type { Start } from './use-place.ts'

/** A new bookmark, or with `bookmark` what it says. */
export default function BookmarkDialog({ bookmark, start, onClose }: BookmarkDialogProps) {
  const say = useWords('kit')
  const catalog = useWords('catalog')
  const create = useAction('createBookmark', { inForm: true, done: say('bookmark.added') })
  const change = useAction('changeBookmark', { inForm: true, done: say('bookmark.saved') })
  const place = useKitPlace(bookmark ? { teamId: bookmark.teamId, serviceId: bookmark.serviceId ?? '' } : start)
  const [name, setName] = useState(bookmark?.name ?? '')
  const [url, setUrl] = useState(bookmark?.url ?? '')
  const [kind, setKind] = useState(bookmark?.kind ?? 'dashboard')
  const [note, setNote] = useState(bookmark?.note ?? '')
  const [tags, setTags] = useState(bookmark?.tags.join(', ') ?? '')
  const [ownerId, setOwner] = useState(bookmark?.owner?.id ?? '')
  const fault = url.trim() === '' ? null : linkFault(url.trim())
  const wrong =
    name.trim() === ''
      ? say('bookmark.nameMissing')
      : url.trim() === '' && note.trim() === ''
        ? say('bookmark.nothingSaid')
        : fault
          ? catalog(`dialog.fault.${fault}`)
          : undefined
  const problem = create.problem ?? change.problem
  const send = async () => {
    if (wrong) return
    const text = {
      serviceId: place.serviceId || null,
      name,
      url: url.trim(),
      kind,
      note,
      tags: tagsOf(tags).slice(0, bookmarkLimits.tags),
      ownerId: ownerId || null,
    }
    const done = bookmark
      ? await change.run({ bookmarkId: bookmark.id, version: bookmark.version, ...text })
      : await create.run({ teamId: place.teamId, ...text })
    if (done) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say(bookmark ? 'bookmark.changeTitle' : 'bookmark.title')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={create.busy || change.busy} unavailable={wrong}>
            {say('bookmark.save')}
          </Button>
        }
      >
        <SaveProblem problem={problem} />
        <TextInput label={say('bookmark.name')} value={name} onChange={setName} maxLength={bookmarkLimits.name} />
        <TextInput
          label={say('bookmark.url')}
          hint={say('bookmark.urlHint')}
          type="url"
          value={url}
          onChange={setUrl}
          error={url.length > 8 && fault ? catalog(`dialog.fault.${fault}`) : problem?.of('url')}
        />
        <TextArea
          label={say('bookmark.note')}
          hint={say('bookmark.noteHint')}
          rows={2}
          value={note}
          onChange={setNote}
          maxLength={bookmarkLimits.note}
        />
        <Pair>
          <Select
            label={say('bookmark.kind')}
            value={kind}
            options={linkKinds.map((each) => ({ value: each, label: catalog(`dialog.one.${each}`) }))}
            onChange={setKind}
          />
          <TextInput
            label={say('bookmark.tags')}
            hint={say('bookmark.tagsHint')}
            value={tags}
            onChange={setTags}
            error={problem?.of('tags.0')}
          />
        </Pair>
        <Pair>
          {bookmark || place.teams.length < 2 ? null : (
            <TeamSelect teams={place.teams} value={place.teamId} onChange={place.setTeam} />
          )}
          <Select
            label={say('bookmark.service')}
            value={place.serviceId}
            options={[
              { value: '', label: say('wholeTeam') },
              ...place.services.map((service) => ({ value: service.id, label: service.name })),
            ]}
            onChange={place.setService}
          />
        </Pair>
        <PersonSelect label={say('bookmark.owner')} none={say('bookmark.nobody')} value={ownerId} onChange={setOwner} />
      </Form>
    </Dialog>
  )
}

type BookmarkDialogProps = {
  readonly bookmark: Bookmark | null
  readonly start: Start
  readonly onClose: () => void
}
