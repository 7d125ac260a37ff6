import { useKeys } from '../shell/keys.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { useWords } from '../words/words.ts'

/** Earlier, today, later, by button and by key; `at` is how many steps from today, as the address has it. */
export function Steps({ at, onAt, size = 1 }: StepsProps) {
  const say = useWords('schedules')
  const move = (step: number) => onAt(String(wholeStep(at) + step * size))
  useKeys([
    { keys: ']', say: say('timeline.later'), run: () => move(1) },
    { keys: '[', say: say('timeline.earlier'), run: () => move(-1) },
    { keys: 't', say: say('timeline.today'), run: () => onAt('0') },
  ])
  return (
    <>
      <IconButton icon="left" size="small" label={say('timeline.earlier')} onPress={() => move(-1)} />
      <Button size="small" onPress={() => onAt('0')} unavailable={at === '0' ? say('timeline.isToday') : undefined}>
        {say('timeline.today')}
      </Button>
      <IconButton icon="right" size="small" label={say('timeline.later')} onPress={() => move(1)} />
    </>
  )
}

/** How many steps from now: an address that somebody wrote may hold anything. */
export function wholeStep(text: string): number {
  const steps = Math.trunc(Number(text))
  return Number.isFinite(steps) ? Math.max(-520, Math.min(520, steps)) : 0
}

type StepsProps = {
  readonly at: string
  readonly onAt: (at: string) => void
  /** How many steps one press makes. */
  readonly size?: number
}
