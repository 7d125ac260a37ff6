import { useState } from 'react'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { boundsOf } from './cover.ts'
import type { CoverTold } from './cover.ts'
import { CoverSpanFields } from './CoverSpanFields.tsx'
import { CoverLoad, Elsewhere } from './CoverFacts.tsx'
import { isoOf } from './span-words.ts'
import { SpanText } from './SpanText.tsx'
import { fromLocalText, toLocalText } from './zoned.ts'

/** "I take it": all that is open at once, or a part as an offer. What speaks against it is said before, not after. */
export function TakeCoverDialog({ cover, onClose }: { readonly cover: CoverTold; readonly onClose: () => void }) {
  const say = useWords('cover')
  const own = useMe().person.zone
  const bounds = boundsOf(cover)
  const [how, setHow] = useState<'whole' | 'part'>('whole')
  const [from, setFrom] = useState(toLocalText(own, bounds.from))
  const [until, setUntil] = useState(toLocalText(own, bounds.until))
  const [isAgainst, setAgainst] = useState(false)
  const accept = useAction('acceptCover', {
    inForm: true,
    done: (answer) => (answer.state === 'accepted' ? say('take.done') : say('take.offered', { name: cover.askerName })),
  })
  const span = { from: fromLocalText(own, from), until: fromLocalText(own, until) }
  const isWhole = how === 'whole'
  const isSpan = span.from !== null && span.until !== null && span.from < span.until
  const isWarned = isAgainst || (cover.forMe?.because.length ?? 0) > 0
  const { problem } = accept
  const send = async () => {
    const { from: startsAt, to: endsAt } = isoOf({ from: span.from ?? 0, until: span.until ?? 0 })
    const part = isWhole ? {} : { startsAt, endsAt }
    if (await accept.run({ coverId: cover.id, ...part, isSure: isWarned })) onClose()
    // Something has come up since the request was read: say so, and ask once more.
    else setAgainst(true)
  }
  const doWords = isWhole ? (isWarned ? say('take.sure') : say('take.do')) : say('take.offer')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('take.title')}
      about={cover.inReturn ? say('take.swapAbout') : say('take.about')}
      actions={
        <Button
          tone="primary"
          size="large"
          icon="check"
          busy={accept.busy}
          unavailable={isWhole || isSpan ? undefined : say('ask.fault.time')}
          onPress={send}
        >
          {doWords}
        </Button>
      }
    >
      <Stack>
        {problem ? <Notice tone="critical">{problem.errors[0]?.say ?? problem.sentence}</Notice> : null}
        <strong>{cover.scheduleName}</strong>
        <SpanText {...bounds} scheduleZone={cover.zone} />
        <CoverLoad load={cover.load} />
        <Elsewhere cover={cover} />
        {cover.inReturn ? null : (
          <Segmented
            label={say('take.how')}
            value={how}
            onChange={setHow}
            options={[
              { value: 'whole', label: say('take.whole') },
              { value: 'part', label: say('take.part') },
            ]}
          />
        )}
        {isWhole ? null : (
          <>
            <p>{say('take.partSay', { name: cover.askerName })}</p>
            <CoverSpanFields from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
          </>
        )}
      </Stack>
    </Dialog>
  )
}
