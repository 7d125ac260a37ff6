import { useState } from 'react'
import { priorities } from '../../domain/paging/priority.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertsScreen.module.css'
import type { useAlertFilter } from './use-filter.ts'

type Fields = ReturnType<typeof useAlertFilter>['fields']

/** Filters that are needed now and then: service, source, priority, labels, time. */
export default function FurtherFilters({ fields }: { readonly fields: Fields }) {
  const say = useWords('alertList')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const sources = useLoaded('listSources', {}).data?.sources ?? []
  const noMatter = { value: 'any', label: say('any') }
  const named = (things: readonly { readonly id: string; readonly name: string }[]) => [
    noMatter,
    ...things.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <div className={styles.further}>
      <Select label={say('service')} value={fields.service} options={named(services)} onChange={fields.setService} />
      <Select label={say('source')} value={fields.source} options={named(sources)} onChange={fields.setSource} />
      <Select
        label={say('priority')}
        value={fields.priority}
        options={[noMatter, ...priorities.map((value) => ({ value, label: value }))]}
        onChange={fields.setPriority}
      />
      <TextInput label={say('from')} type="datetime-local" value={fields.from} onChange={fields.setFrom} />
      <TextInput label={say('to')} type="datetime-local" value={fields.to} onChange={fields.setTo} />
      <LabelFields fields={fields} />
    </div>
  )
}

/** Labels that an alert must carry, each as `name:value`. */
function LabelFields({ fields: { labels, setLabels } }: { readonly fields: Fields }) {
  const say = useWords('alertList')
  const [typed, setTyped] = useState('')
  const isLabel = /^[^:]+:/.test(typed.trim()) && labels.length < 8
  const add = () => {
    if (!isLabel) return
    setLabels([...new Set([...labels, typed.trim()])])
    setTyped('')
  }
  return (
    <form
      className={styles.labels}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput label={say('label')} placeholder={say('labelHint')} value={typed} onChange={setTyped} />
      <Button type="submit" icon="plus">
        {say('addLabel')}
      </Button>
      {labels.map((label) => (
        <Button
          key={label}
          size="small"
          icon="close"
          onPress={() => setLabels(labels.filter((each) => each !== label))}
        >
          <Hidden>{say('dropLabel', { label })}</Hidden>
          <span aria-hidden="true">{label}</span>
        </Button>
      ))}
    </form>
  )
}
