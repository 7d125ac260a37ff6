import { lazy, Suspense, useState } from 'react'
import { useAction } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { absolute } from '../ui/time-words.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { endOf, silenceEnds, someHours } from './silence-ends.ts'
import type { Silence } from './silence-words.tsx'

const SilenceChangeDialog = lazy(() => import('./SilenceChangeDialog.tsx'))

/** What can be done to one silence that is not over: extend it, change it, end it. */
export function SilenceMenu({ silence, isLarge = false }: { readonly silence: Silence; readonly isLarge?: boolean }) {
  const say = useWords('silences')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const whyNot = useWhyNot()
  const [isChanging, setChanging] = useState(false)
  const change = useAction('changeSilence', {
    done: ({ endsAt }) =>
      say('done.extended', { moment: absolute(new Date(endsAt), { language, zone, style: 'moment', now }) }),
  })
  const end = useAction('endSilence', { done: say('done.ended') })
  if (silence.state === 'expired') return null
  const unavailable = whyNot('silences.manage', silence.teamId)
  const endsAt = Date.parse(silence.endsAt)
  const extend = (to: number) =>
    change.run({ silenceId: silence.id, endsAt: new Date(Math.max(to, endsAt)).toISOString() })
  const names = {
    hour: say('extend.hours', { count: 1 }),
    hours: say('extend.hours', { count: someHours }),
    tomorrow: say('extend.tomorrow'),
  }
  const inAnHour = endOf('hour', endsAt, zone)
  const endNow = () => end.run({ silenceId: silence.id })
  const ending = silence.state === 'pending' ? say('menuCancel') : say('menuEnd')
  const spans = silenceEnds.flatMap((each) => (each === 'custom' ? [] : [each]))
  return (
    <>
      {isLarge ? (
        <>
          <Button icon="clock" busy={change.busy} unavailable={unavailable} onPress={() => extend(inAnHour)}>
            {names.hour}
          </Button>
          <Button icon="ringing" busy={end.busy} unavailable={unavailable} onPress={endNow}>
            {ending}
          </Button>
        </>
      ) : null}
      <Menu
        label={say('menu')}
        icon="more"
        {...(isLarge ? {} : { size: 'small' as const })}
        items={[
          ...spans.map((span) => {
            // Spans are added to its end; the morning is tomorrow's, counted from now.
            const to = endOf(span, span === 'tomorrow' ? now.getTime() : endsAt, zone)
            const isLater = to > endsAt
            return {
              say: names[span],
              icon: 'clock' as const,
              unavailable: unavailable ?? (isLater ? undefined : say('extend.later')),
              onPress: () => extend(to),
            }
          }),
          'line' as const,
          { say: say('menuChange'), icon: 'edit' as const, unavailable, onPress: () => setChanging(true) },
          {
            say: ending,
            icon: 'ringing' as const,
            danger: true,
            unavailable,
            onPress: endNow,
          },
        ]}
      />
      {isChanging ? (
        <Suspense>
          <SilenceChangeDialog silence={silence} onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
