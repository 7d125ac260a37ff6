import { lazy, Suspense, useState } from 'react'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { AskCard } from '../ui/AskCard.tsx'
import { Button } from '../ui/Button.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { useWhyNotCover } from './cover-may.ts'
import { boundsOf, standOf, waitsForMe, windowOf } from './cover.ts'
import type { CoverTold } from './cover.ts'
import styles from './CoverCard.module.css'
import { CoverLoad, Elsewhere } from './CoverFacts.tsx'
import { CoverParts } from './CoverParts.tsx'
import { SpanText } from './SpanText.tsx'

const TakeCoverDialog = lazy(async () => ({ default: (await import('./TakeCoverDialog.tsx')).TakeCoverDialog }))

/** One request with all that is needed to decide, and large buttons for whoever may answer. */
export function CoverCard({ cover, isAlone = false }: CoverCardProps) {
  const say = useWords('cover')
  const me = useMe().person.id
  const stand = standOf(cover, me)
  const { inReturn } = cover
  const title = useTitle(cover)
  return (
    <AskCard
      asks={waitsForMe(cover, me)}
      marks={
        <>
          <strong>{cover.scheduleName}</strong>
          <State tone={tones[cover.state]} icon={icons[cover.state]}>
            {say(`state.${cover.state}`)}
          </State>
          {cover.askedByName ? <span>{say('askedBy', { name: cover.askedByName })}</span> : null}
        </>
      }
      title={isAlone ? title : <a href={paths.cover(cover.id)}>{title}</a>}
      level="h3"
    >
      <div className={styles.span}>
        <SpanText {...boundsOf(cover)} scheduleZone={cover.zone} />
        <CoverLoad load={cover.load} />
      </div>
      {cover.open.length > 1 ? (
        <div className={styles.small}>
          <p>{say('stillOpen')}</p>
          {cover.open.map((piece) => (
            <SpanText key={piece.startsAt} {...windowOf(piece)} scheduleZone={cover.zone} />
          ))}
        </div>
      ) : null}
      {inReturn ? (
        <div>
          <p>{returnWords(say, cover, stand)}</p>
          <SpanText {...windowOf(inReturn)} scheduleZone={inReturn.zone} />
        </div>
      ) : null}
      {cover.note ? <p className={styles.note}>{cover.note}</p> : null}
      {cover.because ? <p>{say(`because.${cover.because}`)}</p> : null}
      <Elsewhere cover={cover} />
      <CoverParts cover={cover} />
      {stand === 'waiting' && !isAlone ? null : <Answers cover={cover} />}
      {cover.state === 'open' ? (
        <Actions cover={cover} stand={stand} isAlone={isAlone} />
      ) : (
        <Afterwards cover={cover} stand={stand} />
      )}
    </AskCard>
  )
}

function useTitle(cover: CoverTold): string {
  const say = useWords('cover')
  const me = useMe().person.id
  const isSwap = cover.kind === 'swap'
  const other = cover.asked[0]?.name ?? ''
  if (cover.state !== 'open') return endedTitle(say, cover, me)
  if (cover.askerId === me) return isSwap ? say('mineSwap', { name: other }) : say('mine')
  const name = cover.askerName
  if (cover.asked.some(({ personId }) => personId === me))
    return isSwap ? say('asksSwap', { name }) : say('asks', { name })
  return isSwap ? say('theirsSwap', { name, other }) : say('theirs', { name })
}

/** What was asked, once nobody is asked any more. */
function endedTitle(say: ReturnType<typeof useWords<'cover'>>, cover: CoverTold, me: string): string {
  const facts = { name: cover.askerName, other: cover.asked[0]?.name ?? '' }
  if (cover.askerId === me) return cover.kind === 'swap' ? say('ended.mineSwap', facts) : say('ended.mine')
  return cover.kind === 'swap' ? say('ended.theirsSwap', facts) : say('ended.theirs', facts)
}

function returnWords(say: ReturnType<typeof useWords<'cover'>>, cover: CoverTold, stand: Stand): string {
  const facts = { schedule: cover.inReturn?.scheduleName ?? '', name: cover.askerName }
  if (stand === 'mine') return say('inReturnMine', facts)
  return stand === 'others' ? say('inReturnOther', facts) : say('inReturn', facts)
}

function Answers({ cover }: { readonly cover: CoverTold }) {
  const say = useWords('cover')
  return (
    <div className={styles.small}>
      <p>{say('answers')}</p>
      <ul className={styles.list}>
        {cover.asked.map((one) => (
          <li key={one.personId}>
            {one.name}:{' '}
            {one.answer === 'none' && cover.state !== 'open' ? say('ended.noAnswer') : say(`answer.${one.answer}`)}
            {one.note ? ` (${one.note})` : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Actions({ cover, stand, isAlone }: CoverCardProps & { readonly stand: Stand }) {
  const say = useWords('cover')
  const whyNot = useWhyNotCover()
  const [isTaking, setTaking] = useState(false)
  const decline = useAction('declineCover', { done: say('decline.done') })
  const withdraw = useAction('withdrawCover', { done: say('withdraw.done') })
  const coverId = cover.id
  const isAsked = stand === 'waiting' || stand === 'answered'
  const hasDeclined = cover.asked.some((one) => one.answer === 'declined')
  const mayNotWithdraw = whyNot('withdraw', cover)
  // A manager who is asked as well finds it on the request's own screen, away from a thumb in a hurry.
  const showsWithdraw = stand === 'mine' || (isAlone === true && !mayNotWithdraw)
  return (
    <div className={styles.actions}>
      {isAsked ? (
        <>
          <Button
            tone="primary"
            size="large"
            icon="check"
            unavailable={whyNot('accept', cover)}
            onPress={() => setTaking(true)}
          >
            {say('take.do')}
          </Button>
          {stand === 'answered' && hasDeclined ? null : (
            <Button
              size="large"
              busy={decline.busy}
              unavailable={whyNot('decline', cover)}
              onPress={() => decline.run({ coverId })}
            >
              {say('decline.do')}
            </Button>
          )}
        </>
      ) : null}
      {showsWithdraw ? (
        <Button
          tone={isAsked ? 'quiet' : 'plain'}
          busy={withdraw.busy}
          unavailable={mayNotWithdraw}
          onPress={() => withdraw.run({ coverId })}
        >
          {say('withdraw.do')}
        </Button>
      ) : null}
      {isTaking ? (
        <Suspense>
          <TakeCoverDialog cover={cover} onClose={() => setTaking(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** What remains to be done when it has ended: whoever still needs somebody asks anew. */
function Afterwards({ cover, stand }: { readonly cover: CoverTold; readonly stand: Stand }) {
  const say = useWords('cover')
  const mayAgain = stand === 'mine' && (cover.state === 'declined' || cover.state === 'withdrawn')
  return (
    <div className={styles.actions}>
      <Button
        href={
          mayAgain ? paths.askCover(cover.scheduleId, cover.startsAt, cover.endsAt) : paths.schedule(cover.scheduleId)
        }
      >
        {mayAgain ? say('again') : say('toSchedule')}
      </Button>
    </div>
  )
}

const tones: Readonly<Record<CoverTold['state'], Tone>> = {
  open: 'info',
  accepted: 'ok',
  declined: 'warning',
  withdrawn: 'calm',
  expired: 'warning',
  void: 'calm',
}

const icons: Readonly<Record<CoverTold['state'], IconName>> = {
  open: 'people',
  accepted: 'check',
  declined: 'close',
  withdrawn: 'close',
  expired: 'clock',
  void: 'close',
}

type Stand = ReturnType<typeof standOf>
type CoverCardProps = {
  readonly cover: CoverTold
  /** On its own screen, where a link to it leads nowhere. */
  readonly isAlone?: boolean
}
