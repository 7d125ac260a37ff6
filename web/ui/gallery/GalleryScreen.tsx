import { Bar, Columns, Screen, Stack } from '../Screen.tsx'
import { Badge, State } from '../State.tsx'
import { Button } from '../Button.tsx'
import { useSamples } from './samples.ts'
import { Actions } from './Actions.tsx'
import { Faces } from './Faces.tsx'
import { Forms } from './Forms.tsx'
import { Lists } from './Lists.tsx'
import { Marks } from './Marks.tsx'

/** Every part of ui/ in every state, to be looked at. */
export function GalleryScreen() {
  const s = useSamples()
  return (
    <Screen
      title={s.title}
      about={s.about}
      back={{ href: '/', say: s.show }}
      marks={
        <>
          <State tone="critical" icon="critical" look="solid">
            P1
          </State>
          <State tone="critical" icon="ringing">
            {s.triggered}
          </State>
          <Badge>{s.short}</Badge>
        </>
      }
      actions={
        <Bar>
          <Button icon="clock">{s.snooze}</Button>
          <Button tone="primary" icon="check" keys="a">
            {s.acknowledge}
          </Button>
        </Bar>
      }
    >
      <Columns
        aside={
          <>
            <Marks />
            <Faces />
          </>
        }
      >
        <Lists />
        <Stack>
          <Actions />
          <Forms />
        </Stack>
      </Columns>
    </Screen>
  )
}
