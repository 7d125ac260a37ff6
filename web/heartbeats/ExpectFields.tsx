import { nextCrons, whyNoCron } from '../../domain/intake/heartbeats/cron.ts'
import { priorities } from '../../domain/paging/priority.ts'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Pair } from '../ui/Form.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Draft, Fault, Span } from './heartbeat-draft.ts'
import { unitNames } from './heartbeat-marks.tsx'
import styles from './ExpectFields.module.css'

/** When it is expected, how late it may be, and what its absence raises. */
export function ExpectFields({ draft, faults, onChange }: ExpectFieldsProps) {
  const say = useWords('heartbeats')
  const set = (said: Partial<Draft>) => onChange({ ...draft, ...said })
  const fault = (...kinds: readonly Fault[]) => {
    const found = kinds.find((kind) => faults.includes(kind))
    return found ? say(`fault.${found}`) : undefined
  }
  return (
    <>
      <Segmented
        label={say('expectation')}
        value={draft.way}
        options={(['every', 'cron'] as const).map((value) => ({ value, label: say(`way.${value}`) }))}
        onChange={(way) => set({ way })}
      />
      {draft.way === 'every' ? (
        <SpanFields
          label={say('everyLabel')}
          span={draft.every}
          error={fault('every')}
          onChange={(every) => set({ every })}
        />
      ) : (
        <>
          <TextInput
            label={say('cronLabel')}
            hint={say('cronHint')}
            value={draft.cron}
            onChange={(cron) => set({ cron })}
            maxLength={100}
            code
            autoComplete="off"
            spellCheck={false}
            error={fault('cron', 'neverDue')}
          />
          <ZoneSelect
            label={say('zone')}
            hint={say('zoneHint')}
            value={draft.zone}
            onChange={(zone) => set({ zone })}
          />
          <NextTimes cron={draft.cron.trim()} zone={draft.zone} />
        </>
      )}
      <SpanFields
        label={say('grace')}
        hint={say('graceHint')}
        span={draft.grace}
        error={fault('grace')}
        onChange={(grace) => set({ grace })}
      />
      <Select
        label={say('priority')}
        value={draft.priority}
        options={priorities.map((value) => ({ value, label: value }))}
        onChange={(priority) => set({ priority })}
      />
      <Fold say={say('moreFields')} open={draft.alertMessage !== '' || draft.failWords !== ''}>
        <div className={styles.more}>
          <TextInput
            label={say('alertMessage')}
            hint={say('alertMessageHint')}
            optional
            value={draft.alertMessage}
            onChange={(alertMessage) => set({ alertMessage })}
            maxLength={500}
          />
          <TextInput
            label={say('failWords')}
            hint={say('failWordsHint')}
            optional
            value={draft.failWords}
            onChange={(failWords) => set({ failWords })}
            maxLength={1_000}
          />
        </div>
      </Fold>
    </>
  )
}

function SpanFields({ label, hint, span, error, onChange }: SpanFieldsProps) {
  const say = useWords('heartbeats')
  return (
    <Pair>
      <TextInput
        label={label}
        {...(hint ? { hint } : {})}
        value={span.count}
        onChange={(count) => onChange({ ...span, count })}
        inputMode="numeric"
        maxLength={6}
        error={error}
      />
      <Select
        label={say('unitOf', { label })}
        value={span.unit}
        options={unitNames.map((value) => ({ value, label: say(`unit.${value}`) }))}
        onChange={(unit) => onChange({ ...span, unit })}
      />
    </Pair>
  )
}

/** The next five times that an expression means, so that whoever writes it sees what it says. */
function NextTimes({ cron, zone }: { readonly cron: string; readonly zone: string }) {
  const say = useWords('heartbeats')
  const now = useNow()
  if (whyNoCron(cron) !== null) return null
  const times = nextCrons({ cron, zone }, Temporal.Instant.fromEpochMilliseconds(now.getTime()), 5)
  return (
    <section className={styles.next} aria-label={say('nextTimes')} aria-live="polite">
      <p>{say('nextTimes')}</p>
      <ol>
        {times.map((at) => (
          <li key={at.epochMilliseconds}>
            <Time at={at.toString()} as="moment" zone={zone} />
          </li>
        ))}
      </ol>
    </section>
  )
}

type ExpectFieldsProps = {
  readonly draft: Draft
  readonly faults: readonly Fault[]
  readonly onChange: (draft: Draft) => void
}

type SpanFieldsProps = {
  readonly label: string
  readonly hint?: string
  readonly span: Span
  readonly error: string | undefined
  readonly onChange: (span: Span) => void
}
