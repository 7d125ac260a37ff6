import { useState } from 'react'
import type { EndpointInput } from '../api.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, TextArea } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { askedOf, faultOfAsking, freeOf } from './cover-draft.ts'
import type { AskingDraft, Candidates } from './cover-draft.ts'
import { CoverSpanFields } from './CoverSpanFields.tsx'
import { CoverLoad } from './CoverFacts.tsx'
import { CoverSwapFields } from './CoverSwapFields.tsx'
import { CoverWhomField } from './CoverWhomField.tsx'
import { isoOf } from './span-words.ts'
import type { Window } from './timeline.ts'
import { fromLocalText, toLocalText } from './zoned.ts'

/** Whose shift on which schedule, and from when until when. */
export type AskStart = Window & {
  readonly scheduleId: string
  readonly personId: string
  readonly name: string
}

/** Asks who takes a shift, or one person to swap; shows who could, and why others cannot. */
export function AskCoverDialog({ start, onClose }: { readonly start: AskStart; readonly onClose: () => void }) {
  const say = useWords('cover')
  const { id: me, zone: own } = useMe().person
  const [written, setWritten] = useState<Omit<AskingDraft, 'span'>>({
    kind: 'cover',
    whom: null,
    giver: '',
    theirs: null,
    note: '',
  })
  const [from, setFrom] = useState(toLocalText(own, start.from))
  const [until, setUntil] = useState(toLocalText(own, start.until))
  const begins = fromLocalText(own, from)
  const ends = fromLocalText(own, until)
  const span = begins !== null && ends !== null && begins < ends ? { from: begins, until: ends } : null
  const draft: AskingDraft = { ...written, span }
  const { scheduleId, personId } = start
  const asked = isoOf(span ?? start)
  const found = useLoaded(
    'listCoverCandidates',
    { scheduleId, personId, startsAt: asked.from, endsAt: asked.to },
    { enabled: span !== null, keep: true },
  )
  const candidates: Candidates = found.data?.candidates ?? []
  const set = (part: Partial<typeof written>) => setWritten({ ...written, ...part })
  const isMine = personId === me
  const { run, busy, problem } = useAsking(isMine)
  const fault = faultOfAsking(draft, candidates)
  const send = async () => {
    const input = askedOf(draft, scheduleId)
    if (input && (await run(input, personId))) onClose()
  }
  const refused = problem ?? null
  return (
    <Dialog
      open
      onClose={onClose}
      title={isMine ? say('ask.title') : say('ask.titleFor', { name: start.name })}
      about={say('ask.about')}
    >
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            icon="send"
            busy={busy}
            unavailable={fault ? say(`ask.fault.${fault}`) : undefined}
          >
            {say('ask.send')}
          </Button>
        }
      >
        {refused ? <Notice tone="critical">{refused.errors[0]?.say ?? refused.sentence}</Notice> : null}
        <Segmented
          label={say('ask.kind')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={[
            { value: 'cover', label: say('ask.cover') },
            { value: 'swap', label: say('ask.swap') },
          ]}
        />
        <CoverSpanFields
          from={from}
          until={until}
          onFrom={setFrom}
          onUntil={setUntil}
          error={span ? undefined : say('ask.fault.time')}
        />
        {found.data ? <CoverLoad load={found.data.load} /> : null}
        {found.error && span ? <Notice tone="warning">{say('noShift')}</Notice> : null}
        {draft.kind === 'cover' ? (
          <CoverWhomField
            candidates={candidates}
            chosen={draft.whom ?? freeOf(candidates)}
            isEverybody={draft.whom === null}
            onChange={(whom) => set({ whom })}
          />
        ) : (
          <CoverSwapFields
            candidates={candidates}
            giver={draft.giver}
            theirs={draft.theirs}
            onChange={(part) => set(part)}
          />
        )}
        <TextArea
          label={say('ask.note')}
          hint={say('ask.noteHint')}
          optional
          rows={2}
          value={draft.note}
          onChange={(note) => set({ note })}
          maxLength={500}
        />
      </Form>
    </Dialog>
  )
}

/** For myself, or as a manager for somebody. */
function useAsking(isMine: boolean) {
  const say = useWords('cover')
  const options = { inForm: true, done: say('ask.done') } as const
  const own = useAction('askCover', options)
  const behalf = useAction('askCoverFor', options)
  const { busy, problem } = isMine ? own : behalf
  const run = (input: EndpointInput<'askCover'>, personId: string) =>
    isMine ? own.run(input) : behalf.run({ ...input, personId })
  return { run, busy, problem }
}
