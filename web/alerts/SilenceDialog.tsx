import { useState } from 'react'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { zoneCity } from '../schedules/span-words.ts'
import { fromLocalText } from '../schedules/zoned.ts'
import { useAction } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Checkbox, Segmented, Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { EndFields, endChosen } from './EndFields.tsx'
import type { EndChoice } from './EndFields.tsx'
import { MatcherChips } from './MatcherChips.tsx'
import { matchersOf, whyNotMatchers } from './matcher-drafts.ts'
import type { Draft } from './matcher-drafts.ts'
import { ServiceChoices } from './ServiceChoices.tsx'
import { SilencePreview } from './SilencePreview.tsx'

/** What a new silence begins with: the labels of an alert, or a service that goes into maintenance. */
export type SilenceStart = {
  readonly teamId?: string
  readonly drafts?: readonly Draft[]
  readonly serviceIds?: readonly string[]
}

const warnMinutes = 15
const noTeam = ''

/** A new silence or maintenance, with what it would mute said while it is written. */
export default function SilenceDialog({ kind: begun, start, onClose }: SilenceDialogProps) {
  const say = useWords('silences')
  const me = useMe()
  const { zone } = me.person
  const now = useNow()
  const [kind, setKind] = useState(begun)
  const team = useTeamChoice(start.teamId)
  const [drafts, setDrafts] = useState<readonly Draft[] | null>(start.drafts ?? [])
  const [serviceIds, setServiceIds] = useState<readonly string[]>(start.serviceIds ?? [])
  const [startText, setStartText] = useState<string | null>(null)
  const [choice, setChoice] = useState<EndChoice>({ end: 'hour', text: '' })
  const [reason, setReason] = useState('')
  const [isWarned, setWarned] = useState(true)
  const create = useAction('createSilence', {
    inForm: true,
    done: (made) => say(made.state === 'pending' ? 'done.planned' : 'done.created', { count: made.mutedNow }),
  })
  const { problem } = create

  const startsAt = startText === null ? null : fromLocalText(zone, startText)
  const from = startsAt ?? now.getTime()
  const endsAt = endChosen(choice, from, zone)
  const matchers = kind === 'silence' ? matchersOf(drafts ?? []) : []
  const what = { teamId: team.id, matchers, serviceIds: kind === 'maintenance' ? [...serviceIds] : [] }
  const settled = useSettled(what)
  const whyNotWhat = useWhyNotWhat({ kind, drafts, serviceIds })
  const missing =
    team.unavailable ||
    whyNotWhat ||
    (startText !== null && startsAt === null && say('why.start')) ||
    (endsAt === null && say('why.end')) ||
    (endsAt !== null && endsAt <= Math.max(from, now.getTime()) && say('end.past')) ||
    (reason.trim() === '' && say('why.reason')) ||
    undefined
  const send = async () => {
    if (missing || endsAt === null || create.busy) return
    const made = await create.run({
      ...what,
      ...(startsAt === null ? {} : { startsAt: new Date(startsAt).toISOString() }),
      endsAt: new Date(endsAt).toISOString(),
      reason: reason.trim(),
      warnMinutes: isWarned ? warnMinutes : 0,
    })
    if (made) onClose()
  }
  return (
    <Dialog open size="wide" onClose={onClose} title={say(`new.${kind}`)} about={say(`new.${kind}About`)}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears the keys of its fields */}
      <div onKeyDown={sendByKeys(send)}>
        <Form
          onSubmit={send}
          actions={
            <Button tone="primary" type="submit" icon="soundOff" busy={create.busy} unavailable={missing}>
              {say(`do.${kind}`)}
            </Button>
          }
        >
          {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
          <Segmented
            label={say('kind')}
            value={kind}
            options={[
              { value: 'silence', label: say('kinds.silence'), icon: 'soundOff' },
              { value: 'maintenance', label: say('kinds.maintenance'), icon: 'settings' },
            ]}
            onChange={setKind}
          />
          {team.options.length > 1 ? (
            <Select
              label={say('team')}
              hint={say('teamHint')}
              value={team.value}
              options={team.options}
              onChange={(id) => {
                team.choose(id)
                setServiceIds([])
              }}
            />
          ) : null}
          {kind === 'silence' ? (
            <MatcherChips drafts={drafts} onChange={setDrafts} error={problem?.of('matchers')} />
          ) : (
            <ServiceChoices teamId={team.id} chosen={serviceIds} onChange={setServiceIds} />
          )}
          {whyNotWhat === undefined ? <SilencePreview of={settled} /> : null}
          <Segmented
            label={say('start.label')}
            value={startText === null ? 'now' : 'later'}
            options={[
              { value: 'now', label: say('start.now') },
              { value: 'later', label: say('start.later') },
            ]}
            onChange={(value) => setStartText(value === 'now' ? null : '')}
          />
          {startText === null ? null : (
            <TextInput
              label={say('start.at')}
              type="datetime-local"
              value={startText}
              onChange={setStartText}
              hint={zoneCity(zone)}
              error={problem?.of('startsAt')}
            />
          )}
          <EndFields choice={choice} from={from} onChange={setChoice} error={problem?.of('endsAt')} />
          <TextArea
            label={say('reason')}
            hint={say('reasonHint')}
            required
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={setReason}
            error={problem?.of('reason')}
          />
          <Checkbox label={say('warn', { count: warnMinutes })} checked={isWarned} onChange={setWarned} />
        </Form>
      </div>
    </Dialog>
  )
}

/** Asks what is missing before it is known what would be muted. */
function useWhyNotWhat({ kind, drafts, serviceIds }: What): string | undefined {
  const say = useWords('silences')
  if (kind === 'maintenance') return serviceIds.length === 0 ? say('why.noService') : undefined
  if (drafts === null) return say('why.text')
  const why = whyNotMatchers(matchersOf(drafts))
  return why === null ? undefined : say(`why.${why}`)
}

/** Whose alerts it may mute: one team's, or everybody's for whoever may that. */
function useTeamChoice(wanted: string | undefined) {
  const say = useWords('silences')
  const me = useMe()
  const whyNot = useWhyNot()
  const { teams } = useTeams()
  const { teams: mine, unavailable } = useTeamsWhere('silences.manage')
  const isForAll = !whyNot('silences.manage')
  const first = mine.find(({ id }) => me.teams.some((team) => team.id === id)) ?? mine[0]
  const [chosen, setChosen] = useState<string | null>(wanted ?? null)
  const id = chosen ?? first?.id ?? noTeam
  return {
    value: id,
    id: id === noTeam || id === everyTeam ? null : id,
    choose: setChosen,
    options: [
      ...mine.map((team) => ({ value: team.id, label: team.name })),
      ...(isForAll && teams.length > 1 ? [{ value: everyTeam, label: say('everyTeam') }] : []),
    ],
    unavailable:
      id === everyTeam || id === noTeam ? whyNot('silences.manage') : (unavailable ?? whyNot('silences.manage', id)),
  }
}

const everyTeam = 'every'

type What = {
  readonly kind: 'silence' | 'maintenance'
  readonly drafts: readonly Draft[] | null
  readonly serviceIds: readonly string[]
}

type SilenceDialogProps = {
  readonly kind: 'silence' | 'maintenance'
  readonly start: SilenceStart
  readonly onClose: () => void
}
