import { paths } from '../paths.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import styles from './FindingsCard.module.css'
import { useWeekdayName } from './rhythm.ts'
import type { FindingTold } from './shares.ts'
import { momentWords, zoneCity } from './span-words.ts'

/** What makes the schedule hard to carry, with its figures, and the button that helps. */
export function FindingsCard({ findings, scheduleId, teamId }: FindingsCardProps) {
  const say = useWords('balance')
  const words = useFindingWords()
  const whyNot = useWhyNot()
  const next = {
    edit: { href: `${paths.schedule(scheduleId)}?edit=rotations`, unavailable: whyNot('schedules.manage', teamId) },
    people: { href: paths.people, unavailable: whyNot('people.manage') },
  }
  const icon = { urgent: 'critical', soon: 'warning', hint: 'info' } as const
  return (
    <Card title={say('findings')} flush>
      {findings.length === 0 ? (
        <Empty icon="ok" title={say('fine')}>
          {say('fineSay')}
        </Empty>
      ) : (
        <Rows label={say('findings')}>
          {findings.map((finding) => (
            <Row
              key={finding.says}
              lead={
                <span className={styles[finding.urgency]}>
                  <Icon name={icon[finding.urgency]} label={say(`urgency.${finding.urgency}`)} />
                </span>
              }
              title={<span className={styles.words}>{words(finding)}</span>}
              meta={
                <Button size="small" iconAfter="forward" {...next[finding.next]}>
                  {say(`next.${finding.next}`)}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function useFindingWords(): (finding: FindingTold) => string {
  const say = useWords('balance')
  const language = useLanguage()
  const zone = useMe().person.zone
  const weekdayName = useWeekdayName()
  const percent = (of: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(of / 100)
  const days = (weekdays: readonly number[]) => {
    if (weekdays.length === 7) return say('days.every')
    if (weekdays.join() === '1,2,3,4,5') return say('days.weekdays')
    if (weekdays.join() === '6,7') return say('days.weekends')
    return say('days.some', { days: new Intl.ListFormat(language).format(weekdays.map(weekdayName)) })
  }
  return (finding) => {
    switch (finding.code) {
      case 'nobody_planned':
      case 'no_secondary':
        return say(`finding.${finding.code}`)
      case 'nobody_from':
        return say('finding.nobody_from', { at: momentWords(Date.parse(finding.from), language, zone) })
      case 'nobody_at_hours': {
        const { fromTime: from, untilTime: until, times, weekdays } = finding
        return say('finding.nobody_at_hours', { from, until, times, days: days(weekdays) })
      }
      case 'single_person':
        return say('finding.single_person', { name: finding.personName })
      case 'few_people':
        return say('finding.few_people', { people: finding.people, percent: percent(100 / finding.people) })
      case 'uneven':
        return say('finding.uneven', {
          name: finding.personName,
          measure: say(`uneven.${finding.measure}`),
          percent: percent(finding.percent),
          equal: percent(finding.equalPercent),
        })
      case 'long_turns':
        return say(finding.hasSecondary ? 'finding.long_turns' : 'finding.long_turns_alone', {
          days: finding.days,
          rotation: finding.rotationName,
        })
      case 'long_stretch':
        return say('finding.long_stretch', { name: finding.personName, days: finding.days })
      case 'short_rest': {
        const hours = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' })
        const at = momentWords(Date.parse(finding.from), language, zone)
        return say('finding.short_rest', { name: finding.personName, hours: hours.format(finding.hours), at })
      }
      case 'handover_at_night': {
        const { personName: name, time } = finding
        return say('finding.handover_at_night', { name, time, zone: zoneCity(finding.zone) })
      }
    }
  }
}

type FindingsCardProps = {
  readonly findings: readonly FindingTold[]
  readonly scheduleId: string
  readonly teamId: string
}
