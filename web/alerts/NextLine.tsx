import type { EndpointOutput } from '../api.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { nextOf } from './next.ts'
import type { Next, Reached } from './next.ts'
import styles from './NextLine.module.css'

/** What happens to this alert by itself if nobody does anything, when, and to whom. */
export function NextLine({ alert, reached, compact = false }: NextLineProps) {
  const say = useWords('alerts')
  const next = nextOf(alert)
  const people = reached?.names.join(', ') ?? ''
  const title = useTitle(next, reached, alert)
  return (
    <div className={classes(styles.line, styles[next.kind], compact && styles.compact)}>
      <Icon name={iconOf[next.kind]} />
      <p className={styles.words}>
        <strong>{title}</strong>
        {'at' in next ? (
          <span className={styles.when}>
            <Time at={next.at} /> · <Time at={next.at} as="clock" />
            {next.kind === 'next_step' && reached?.step ? ` · ${say('next.step', { step: reached.step })}` : null}
          </span>
        ) : null}
        {next.kind === 'comes_back' || next.kind === 'snooze_ends' ? (
          people ? (
            <span>{say('next.again', { people })}</span>
          ) : null
        ) : null}
        {next.kind === 'nothing' && alert.state !== 'closed' ? <span>{say('next.nothingSay')}</span> : null}
      </p>
    </div>
  )
}

function useTitle(next: Next, reached: Reached | undefined, alert: NextLineProps['alert']): string {
  const say = useWords('alerts')
  switch (next.kind) {
    case 'starts':
      return say('next.starts')
    case 'next_step': {
      if (!reached || reached.names.length === 0) return say('next.unknown')
      const people = reached.names.join(', ')
      return reached.isFallback ? say('next.fallback', { people }) : say('next.nextStep', { people })
    }
    case 'held':
      return reached && reached.names.length > 0
        ? say('next.held', { people: reached.names.join(', ') })
        : say('next.heldFor')
    case 'comes_back':
      return say('next.comesBack')
    case 'snooze_ends':
      return say('next.snoozeEnds')
    case 'nothing':
      return alert.state === 'closed' ? say('next.closed') : say('next.nothing')
  }
}

const iconOf: Readonly<Record<Next['kind'], IconName>> = {
  starts: 'ringing',
  next_step: 'escalate',
  held: 'clock',
  comes_back: 'again',
  snooze_ends: 'clock',
  nothing: 'info',
}

type NextLineProps = {
  readonly alert: Pick<EndpointOutput<'getAlert'>, 'state' | 'pageState' | 'pageDueAt'> & {
    readonly heldUntil?: string | null
  }
  /** Whom it reaches, when that is known. */
  readonly reached: Reached | undefined
  readonly compact?: boolean
}
