import { useState } from 'react'
import { Button } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { CopyBox } from '../CopyBox.tsx'
import { Fold } from '../Fold.tsx'
import { Form, Pair } from '../Form.tsx'
import { Checkbox, Segmented, Select, TextArea, TextInput } from '../inputs.tsx'
import { Stack } from '../Screen.tsx'
import { Tabs } from '../Tabs.tsx'
import { useSamples } from './samples.ts'

export function Forms() {
  const s = useSamples()
  const [name, setName] = useState(s.short)
  const [notes, setNotes] = useState('')
  const [zone, setZone] = useState('Asia/Seoul')
  const [isOn, setOn] = useState(true)
  const [filter, setFilter] = useState('open')
  const [tab, setTab] = useState('trail')
  const zones = ['Asia/Seoul', 'Europe/Berlin', 'America/New_York'].map((value) => ({ value, label: value }))
  const filters = [
    { value: 'open', label: s.open, icon: 'ringing' as const },
    { value: 'mine', label: s.mine, icon: 'person' as const },
    { value: 'all', label: s.all },
  ]
  const snippet =
    'receivers:\n  - name: baton\n    webhook_configs:\n      - url: https://baton.example.com/in/am/k_3fZ0'
  return (
    <>
      <Card title="Form">
        <Form
          onSubmit={() => undefined}
          actions={
            <>
              <Button tone="primary" type="submit">
                {s.save}
              </Button>
              <Button tone="quiet">{s.cancel}</Button>
            </>
          }
        >
          <Pair>
            <TextInput label={s.name} value={name} onChange={setName} hint={s.hint} />
            <TextInput label={s.name} value={name} onChange={setName} error={s.wrong} />
          </Pair>
          <Pair>
            <Select label={s.zone} value={zone} options={zones} onChange={setZone} />
            <TextInput label={s.service} value="" onChange={() => undefined} icon="search" placeholder={s.short} />
          </Pair>
          <TextArea label={s.notes} value={notes} onChange={setNotes} optional placeholder={s.long} />
          <Checkbox label={s.reach} hint={s.reachHint} checked={isOn} onChange={setOn} />
          <Segmented label={s.state} value={filter} options={filters} onChange={setFilter} />
        </Form>
      </Card>
      <Card title="Tabs · CopyBox · Fold">
        <Tabs
          label={s.show}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'trail', label: s.trail, count: 4 },
            { value: 'log', label: s.log },
          ]}
        >
          <Stack>
            <CopyBox label="alertmanager.yml" title="alertmanager.yml" text={snippet} />
            <Fold say={s.show}>
              <CopyBox label={s.trail} text={snippet} />
            </Fold>
            <CopyBox label={s.name} text="https://baton.example.com/in/am/k_3fZ0pJ2sQmXy81" />
          </Stack>
        </Tabs>
      </Card>
    </>
  )
}
