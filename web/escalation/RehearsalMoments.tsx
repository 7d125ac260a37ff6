import { channels } from '../../domain/paging/channels.ts'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { Named } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './RehearsalMoments.module.css'

type Rehearsal = EndpointOutput<'rehearsePolicy'>
type Moment = Rehearsal['moments'][number]

/** The rehearsal moment by moment; what reaches nobody stands out, and the end is always somebody. */
export function RehearsalMoments({ rehearsal, isOld }: { readonly rehearsal: Rehearsal; readonly isOld: boolean }) {
  const say = useWords('escalation')
  const { moments, endsIn, fallbackAt, fallback } = rehearsal
  const started = moments[0] ? Date.parse(moments[0].at) - moments[0].afterMinutes * 60_000 : 0
  const gaps = moments.filter(
    (moment) =>
      moment.reaches.length === 0 && moment.heldUntil === null && !isPassedOnPurpose(moment) && !isTelling(moment),
  )
  const empty = [...new Set(gaps.map((moment) => moment.step + 1))]
  const isNobody = moments.every((moment) => moment.reaches.length === 0)
  return (
    <div className={classes(styles.rehearsal, isOld && styles.old)} aria-busy={isOld}>
      {isNobody ? (
        <Notice tone="critical" title={say('rehearsal.nobody')}>
          {say('rehearsal.nobodySay')}
        </Notice>
      ) : empty.length > 0 ? (
        <Notice tone="warning">{say('rehearsal.empty', { steps: empty.join(', '), count: empty.length })}</Notice>
      ) : null}
      <ol className={styles.moments}>
        {moments.map((moment, at) => (
          <li key={at} className={styles.moment}>
            <When minutes={moment.afterMinutes} at={moment.at} />
            {moment.heldUntil === null ? <OneMoment moment={moment} /> : <Held until={moment.heldUntil} />}
          </li>
        ))}
        <li className={styles.moment}>
          {endsIn === 'fallback' && fallbackAt ? (
            <>
              <When minutes={(Date.parse(fallbackAt) - started) / 60_000} at={fallbackAt} />
              <div className={styles.fallback}>
                <strong>
                  <Icon name="critical" /> {say('rehearsal.fallback')}
                </strong>
                <p>
                  {fallback.length > 0
                    ? say('rehearsal.fallbackTo', { people: fallback.map((person) => person.name).join(', ') })
                    : say('rehearsal.fallbackNobody')}
                </p>
              </div>
            </>
          ) : (
            <p className={styles.cut}>{say('rehearsal.cut')}</p>
          )}
        </li>
      </ol>
    </div>
  )
}

/** A step that only tells channels reaches nobody on purpose. */
function isTelling({ tells, misses }: Moment): boolean {
  return tells.length > 0 && misses.every(({ because }) => because === 'unproven')
}

/** A step for other priorities or hours is no gap. */
function isPassedOnPurpose({ misses }: Moment): boolean {
  return misses.length > 0 && misses.every(({ because }) => because === 'other_priority' || because === 'other_hours')
}

function When({ minutes, at }: { readonly minutes: number; readonly at: string }) {
  const say = useWords('escalation')
  return (
    <div className={styles.when}>
      <strong>
        {minutes === 0 ? say('rehearsal.start') : say('rehearsal.after', { minutes: Math.round(minutes) })}
      </strong>
      <Time at={at} as="clock" />
    </div>
  )
}

function OneMoment({ moment }: { readonly moment: Moment }) {
  const say = useWords('escalation')
  const missWords = useMissWords()
  const { step, loop, within, reaches, tells, misses, isInTurn, needs } = moment
  const turns = useWords('turns')
  const channels = useWords('channels')
  const channelName = useChannelName()
  return (
    <div className={styles.what}>
      <span className={styles.step}>
        {loop === 0
          ? say('step.title', { number: step + 1 })
          : say('rehearsal.round', { number: step + 1, round: loop + 1 })}
        {within === null ? null : ` · ${within}`}
        {isInTurn && reaches.length > 0 ? ` · ${turns('next')}` : null}
        {needs > 1 ? ` · ${turns('needs', { needed: needs })}` : null}
      </span>
      {reaches.map((reached) => (
        <div key={reached.personId} className={styles.reached}>
          <Named name={reached.name} size="small">
            <a href={paths.person(reached.personId)}>{reached.name}</a>
          </Named>
          <Because because={reached.because} />
          {reached.ways.every((way) => way.channel === 'browser') ? (
            <p className={styles.warning}>
              <Icon name="warning" />
              <span>{say('rehearsal.onlyBrowser')}</span>
            </p>
          ) : null}
          {loop === 0 ? <Ways ways={reached.ways} at={moment.at} /> : null}
        </div>
      ))}
      {tells.map((told) => (
        <p key={told.channelId} className={styles.told}>
          <Icon name="send" />
          <span>
            {channels('tells', { name: told.name })} · {channelName(told.channel)}
          </span>
        </p>
      ))}
      {misses.map((miss, at) => (
        <p key={at} className={isPassedOnPurpose(moment) ? styles.because : styles.miss}>
          {isPassedOnPurpose(moment) ? null : <Icon name="warning" />}
          <span>
            {missWords(miss)} {miss.until ? <Time at={miss.until} as="clock" /> : null}
          </span>
        </p>
      ))}
    </div>
  )
}

/** Nobody is on call, and the page waits. */
function Held({ until }: { readonly until: string }) {
  const say = useWords('turns')
  return (
    <div className={styles.what}>
      <span className={styles.step}>
        <Icon name="clock" /> {say('held')}
      </span>
      <p className={styles.because}>
        {say('heldUntil')} <Time at={until} as="moment" />
      </p>
    </div>
  )
}

function useMissWords(): (miss: Moment['misses'][number]) => string {
  const say = useWords('escalation')
  const quiet = useWords('quiet')
  const channels = useWords('channels')
  return ({ because, target, role }) =>
    because === 'quiet'
      ? quiet('miss', { target })
      : because === 'unproven'
        ? channels('miss', { target })
        : say(`rehearsal.miss.${because}`, { target, role: role === null ? '' : say(`role.${role}`) })
}

function Because({ because }: { readonly because: Moment['reaches'][number]['because'] }) {
  const say = useWords('escalation')
  switch (because.kind) {
    case 'on_call':
      return <span className={styles.because}>{say('rehearsal.onCall', { schedule: because.schedule ?? '' })}</span>
    case 'handing_over':
      return (
        <span className={styles.because}>{say('rehearsal.handingOver', { schedule: because.schedule ?? '' })}</span>
      )
    case 'member':
      return <span className={styles.because}>{say('rehearsal.asMember', { team: because.team ?? '' })}</span>
    case 'itself':
      return null
    case 'named':
    case 'asked_for':
      return <span className={styles.because}>{say('rehearsal.named')}</span>
    case 'fallback':
      return <span className={styles.because}>{say('rehearsal.asFallback')}</span>
    case 'told':
      return null
    case 'shadow':
      return <span className={styles.because}>{say('rehearsal.asShadow', { schedule: because.schedule ?? '' })}</span>
  }
}

function Ways({ ways, at }: Pick<Moment['reaches'][number], 'ways'> & { readonly at: string }) {
  const say = useWords('escalation')
  const quiet = useWords('quiet')
  const channel = useChannelName()
  return (
    <ul className={styles.ways}>
      {ways.map((way, which) => {
        const minutes = Math.round((Date.parse(way.at) - Date.parse(at)) / 60_000)
        return (
          <li key={which}>
            <span className={styles.channel}>{channel(way.channel)}</span>
            {way.channel === 'browser' ? null : <span>{way.address}</span>}
            <span>{minutes === 0 ? say('rehearsal.atOnce') : say('rehearsal.after', { minutes })}</span>
            {way.isQuiet ? <span>{quiet('way')}</span> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** A channel in words; one that this release has no word for by its own name. */
function useChannelName(): (channel: string) => string {
  const say = useWords('terms')
  return (channel) => {
    const known = channels.find((each) => each === channel)
    return known ? say(`channel.${known}`) : channel
  }
}
