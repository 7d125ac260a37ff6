import { lazy, Suspense, useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { momentWords } from './span-words.ts'
import { SpanText } from './SpanText.tsx'
import styles from './TroublesCard.module.css'
import { useTroubleWords } from './trouble-words.ts'
import { foldedOf, groupsOf, isCritical, otherOf, spanOfTrouble } from './troubles.ts'
import type { TroubleGroup } from './troubles.ts'

const AcceptDialog = lazy(async () => ({ default: (await import('./AcceptDialog.tsx')).AcceptDialog }))

/** What will go wrong on this schedule, when, for whom, and the next step; nothing at all where nothing will. */
export function TroublesCard({ schedule, editHref, onOther }: TroublesCardProps) {
  const say = useWords('troubles')
  const now = useNow().getTime()
  const { data } = useLoaded('listTroubles', { scheduleId: schedule.id })
  const [accepting, setAccepting] = useState<TroubleGroup | null>(null)
  const all = data?.troubles ?? []
  const open = groupsOf(
    all.filter(({ acceptance }) => acceptance === null),
    now,
  )
  const accepted = groupsOf(
    all.filter(({ acceptance }) => acceptance !== null),
    now,
  )
  if (all.length === 0) return null
  const isUrgent = open.some(({ all: own }) => own.some((one) => isCritical(one, now)))
  const { shown, more, hints } = foldedOf(open)
  const rows = (groups: readonly TroubleGroup[], label: string) => (
    <Rows label={label}>
      {groups.map((group) => (
        <TroubleRow
          key={group.first.troubleId}
          group={group}
          schedule={schedule}
          editHref={editHref}
          onOther={onOther}
          onAccept={() => setAccepting(group)}
        />
      ))}
    </Rows>
  )
  return (
    <Card
      title={open.length > 0 ? say('title') : say('allAccepted')}
      {...(open.length > 0 ? { about: say('about') } : {})}
      tone={isUrgent ? 'critical' : shown.length > 0 ? 'warning' : undefined}
      flush
    >
      {shown.length > 0 ? rows(shown, say('title')) : null}
      {more.length > 0 ? (
        <div className={styles.folded}>
          <Fold say={say('further', { count: more.length })}>{rows(more, say('title'))}</Fold>
        </div>
      ) : null}
      {hints.length > 0 ? (
        <div className={styles.folded}>
          <Fold say={say('hints', { count: hints.length })}>{rows(hints, say('urgency.hint'))}</Fold>
        </div>
      ) : null}
      {data?.cuts.map(({ scheduleId, from }) => (
        <Cut key={scheduleId} from={from} zone={schedule.zone} />
      ))}
      {accepted.length > 0 ? (
        <div className={styles.folded}>
          <Fold say={say('accepted', { count: accepted.reduce((sum, group) => sum + group.all.length, 0) })}>
            <Rows label={say('accepted', { count: accepted.length })}>
              {accepted.map((group) => (
                <AcceptedRow key={group.first.troubleId} group={group} schedule={schedule} />
              ))}
            </Rows>
          </Fold>
        </div>
      ) : null}
      {accepting ? (
        <Suspense>
          <AcceptDialog schedule={schedule} group={accepting} onClose={() => setAccepting(null)} />
        </Suspense>
      ) : null}
    </Card>
  )
}

function TroubleRow({ group, schedule, editHref, onOther, onAccept }: TroubleRowProps) {
  const say = useWords('troubles')
  const words = useTroubleWords()
  const mayNotChange = useWhyNot()('schedules.manage', schedule.teamId)
  const mayNotOverride = useWhyNot()('schedules.override', schedule.teamId)
  const { first } = group
  const span = spanOfTrouble(first)
  const isGap = first.kind === 'nobody_on_call'
  const cover = () => onOther({ personId: '', replaces: isGap ? null : first.personId, ...atMost(span) })
  return (
    <Row
      lead={<TroubleIcon group={group} />}
      title={words(first, schedule.id)}
      meta={
        <>
          <SpanText {...span} scheduleZone={schedule.zone} />
          <More group={group} />
        </>
      }
      trail={
        <>
          <Button size="small" icon={isGap ? 'plus' : 'handover'} unavailable={mayNotOverride} onPress={cover}>
            {say(isGap ? 'do.cover' : 'do.replace')}
          </Button>
          <Menu
            label={say('do.more', { what: words(first, schedule.id) })}
            icon="more"
            items={[
              { say: say('do.accept'), icon: 'check', unavailable: mayNotChange, onPress: onAccept },
              { say: say('do.edit'), icon: 'edit', unavailable: mayNotChange, href: editHref },
              ...(first.kind === 'out_of_reach' && first.personId
                ? [{ say: say('do.contact'), icon: 'phone' as const, href: paths.person(first.personId) }]
                : []),
              ...(first.kind === 'two_primaries'
                ? [
                    {
                      say: say('do.other', { name: otherOf(first, schedule.id).name }),
                      icon: 'calendar' as const,
                      href: paths.schedule(otherOf(first, schedule.id).id),
                    },
                  ]
                : []),
            ]}
          />
        </>
      }
    />
  )
}

function TroubleIcon({ group }: { readonly group: TroubleGroup }) {
  const say = useWords('troubles')
  const { urgency } = group.first
  const icon = { urgent: 'critical', soon: 'warning', hint: 'info' } as const
  return (
    <span className={styles[urgency]}>
      <Icon name={icon[urgency]} label={say(`urgency.${urgency}`)} />
    </span>
  )
}

/** How often it comes back, and when for the last time. */
function More({ group }: { readonly group: TroubleGroup }) {
  const say = useWords('troubles')
  const language = useLanguage()
  const { all, first } = group
  const last = all.reduce((latest, one) => (one.from > latest.from ? one : latest), first)
  if (all.length === 1) return null
  return (
    <span>
      {say('more', { count: all.length - 1, last: momentWords(Date.parse(last.from), language, first.zone) })}
    </span>
  )
}

function AcceptedRow({ group, schedule }: { readonly group: TroubleGroup; readonly schedule: ScheduleTold }) {
  const say = useWords('troubles')
  const words = useTroubleWords()
  const mayNot = useWhyNot()('schedules.manage', schedule.teamId)
  const reopen = useAction('reopenTroubles', { done: say('reopened') })
  const { first, all } = group
  const { acceptance } = first
  return (
    <Row
      lead={<Icon name="check" />}
      title={words(first, schedule.id)}
      meta={
        <>
          <SpanText {...spanOfTrouble(first)} scheduleZone={schedule.zone} />
          <More group={group} />
          <span>{`${acceptance?.by ?? say('automation')}: ${acceptance?.reason ?? ''}`}</span>
          {acceptance?.everyWeek ? <span>{say('everyWeekShort')}</span> : null}
        </>
      }
      trail={
        <Button
          size="small"
          icon="again"
          unavailable={mayNot}
          busy={reopen.busy}
          onPress={() =>
            reopen.run({ scheduleId: schedule.id, troubleIds: all.slice(0, mostAtOnce).map((one) => one.troubleId) })
          }
        >
          {say('do.reopen')}
        </Button>
      }
    />
  )
}

function Cut({ from, zone }: { readonly from: string; readonly zone: string }) {
  const say = useWords('troubles')
  const language = useLanguage()
  return <p className={styles.cut}>{say('cut', { from: momentWords(Date.parse(from), language, zone) })}</p>
}

/** Whoever covers what has no end does not mean to do so for ever. */
function atMost({ from, until, goesOn }: ReturnType<typeof spanOfTrouble>) {
  const now = Math.ceil(Date.now() / minuteMs) * minuteMs
  const start = Math.max(from, now)
  return { from: start, until: goesOn ? start + weekMs : until }
}

const minuteMs = 60_000
const weekMs = 7 * 86_400_000
/** As in domain/schedules/trouble-api.ts. */
const mostAtOnce = 200

type TroublesCardProps = {
  readonly schedule: ScheduleTold
  readonly editHref: string
  readonly onOther: (start: OverrideStart) => void
}
type TroubleRowProps = TroublesCardProps & { readonly group: TroubleGroup; readonly onAccept: () => void }
