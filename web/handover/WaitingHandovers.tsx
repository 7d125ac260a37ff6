import { paths } from '../paths.ts'
import { useMe } from '../shell/me.ts'
import { AskCard } from '../ui/AskCard.tsx'
import { Button } from '../ui/Button.tsx'
import { Stack } from '../ui/Screen.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { namesOf, waitsFor } from './handover.ts'
import type { HandoverTold } from './handover.ts'
import { HandoverStateMark } from './marks.tsx'
import styles from './WaitingHandovers.module.css'

/** Handovers in which I come or go: what I am asked for stands out, what waits for the other is only told. */
export function WaitingHandovers({ handovers }: { readonly handovers: readonly HandoverTold[] }) {
  const say = useWords('handover')
  const me = useMe().person.id
  const asked = handovers.filter((handover) => isAsked(handover, me))
  const others = handovers.filter((handover) => !isAsked(handover, me))
  return (
    <section aria-label={say('waiting', { count: Math.max(1, asked.length) })}>
      <Stack>
        {[...asked, ...others].map((handover) => (
          <HandoverCard key={handover.id} handover={handover} me={me} />
        ))}
      </Stack>
    </section>
  )
}

function isAsked(handover: HandoverTold, me: string): boolean {
  const waits = waitsFor(handover, me)
  return waits === 'sign' || waits === 'accept'
}

function HandoverCard({ handover, me }: { readonly handover: HandoverTold; readonly me: string }) {
  const say = useWords('handover')
  const waits = waitsFor(handover, me) ?? 'going'
  const now = useNow().getTime()
  const names = namesOf(handover, say('nobody'))
  const { scheduleName: schedule, beginsAt, coversUntil } = handover
  const isOver = Date.parse(beginsAt) <= now
  const title =
    waits === 'sign' && !handover.to
      ? say('card.signLast', { schedule })
      : waits === 'accept' && !handover.from
        ? say('card.acceptFirst', { schedule })
        : say(`card.${waits}`, { schedule, ...names })
  const asks = isAsked(handover, me)
  return (
    <AskCard
      asks={asks}
      dense
      marks={
        <>
          <HandoverStateMark state={handover.state} />
          <span>
            {say(isOver ? 'changedAt' : 'changesAt')} <Time at={beginsAt} as="moment" />
          </span>
        </>
      }
      title={<a href={paths.handover(handover.id)}>{title}</a>}
      level="h2"
    >
      {coversUntil && isOver ? (
        <p className={styles.small}>
          {say(handover.to ? 'keys.both' : 'keys.alone', names)} <Time at={coversUntil} as="clock" />
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button tone={asks ? 'primary' : 'plain'} size={asks ? 'large' : 'medium'} href={paths.handover(handover.id)}>
          {waits === 'sign' ? say('card.writeSign') : waits === 'accept' ? say('card.readAccept') : say('card.open')}
        </Button>
      </div>
    </AskCard>
  )
}
