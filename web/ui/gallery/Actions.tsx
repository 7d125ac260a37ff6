import { useState } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { Dialog } from '../Dialog.tsx'
import { TextArea } from '../inputs.tsx'
import { Menu } from '../Menu.tsx'
import { showNotice } from '../notices.ts'
import { Bar, Stack } from '../Screen.tsx'
import { useSamples } from './samples.ts'

export function Actions() {
  const s = useSamples()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  return (
    <Card title="Button · Menu · Dialog" actions={<IconButton icon="again" label={s.show} size="small" />}>
      <Stack>
        {(['plain', 'primary', 'danger', 'quiet'] as const).map((tone) => (
          <Bar key={tone}>
            <Button tone={tone} size="small">
              {s.open}
            </Button>
            <Button tone={tone} icon="check">
              {s.acknowledge}
            </Button>
            <Button tone={tone} busy>
              {s.save}
            </Button>
            <Button tone={tone} unavailable={s.why} keys="a">
              {s.acknowledge}
            </Button>
          </Bar>
        ))}
        <Bar>
          <Button size="large" tone="primary" onPress={() => setOpen(true)}>
            {s.close}
          </Button>
          <IconButton icon="trash" label={s.close} />
          <Menu
            label={s.show}
            icon="more"
            items={[
              { say: s.snooze, icon: 'clock', onPress: () => showNotice({ tone: 'ok', say: s.saved }) },
              { say: s.acknowledge, icon: 'check', unavailable: s.why },
              'line',
              { say: s.close, icon: 'trash', danger: true },
            ]}
          />
          <Button
            onPress={() => {
              showNotice({ tone: 'ok', say: s.saved })
              showNotice({ tone: 'critical', say: s.failedSay })
            }}
          >
            {s.show}
          </Button>
        </Bar>
      </Stack>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={s.dialogTitle}
        about={s.dialogSay}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{s.cancel}</Button>
            <Button tone="danger" onPress={() => setOpen(false)}>
              {s.close}
            </Button>
          </>
        }
      >
        <TextArea label={s.notes} value={text} onChange={setText} optional />
      </Dialog>
    </Card>
  )
}
