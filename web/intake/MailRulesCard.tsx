import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Checkbox, Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Facts } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { alertBys, faultsOf, rulesOf, textOf, tried } from './mail-rules-text.ts'
import type { MailField, MailRules, MailRulesText } from './mail-rules-text.ts'

/** How mails to a source become alerts, tried on a mail while it is written. */
export function MailRulesCard({ source, mayNot }: MailRulesCardProps) {
  const say = useWords('mailRules')
  const [text, setText] = useState(textOf(source.mailRules))
  const [sample, setSample] = useState('')
  const change = useAction('changeSource', { inForm: true, done: say('saved') })
  const faults = faultsOf(text)
  const set = (changed: Partial<MailRulesText>) => setText({ ...text, ...changed })
  const wrong = (field: MailField) => {
    const fault = faults[field]
    return fault ? say(`fault.${fault}`) : change.problem?.of(`mailRules.${field}`)
  }
  const hasFault = Object.keys(faults).length > 0
  const isSame = JSON.stringify(text) === JSON.stringify(textOf(source.mailRules))
  const unavailable = mayNot ?? (isSame ? say('same') : hasFault ? say('wrong') : undefined)
  const rules = rulesOf(text)
  const save = () => change.run({ sourceId: source.id, mailRules: rules })
  const lines = text.alertBy === 'mail' ? [whoAndHow] : [states, whoAndHow]
  return (
    <Card title={say('title')} about={say('about')}>
      <Form
        onSubmit={() => (unavailable ? undefined : save())}
        actions={
          <Button tone="primary" type="submit" busy={change.busy} unavailable={unavailable}>
            {say('save')}
          </Button>
        }
      >
        {change.problem && change.problem.errors.length === 0 ? (
          <Notice tone="critical">{change.problem.sentence}</Notice>
        ) : null}
        <Pair>
          <Select
            label={say('field.alertBy')}
            hint={say(`alertByHint.${text.alertBy}`)}
            value={text.alertBy}
            options={alertBys.map((value) => ({ value, label: say(`alertBy.${value}`) }))}
            onChange={(value) => set({ alertBy: value })}
          />
          {text.alertBy === 'key' ? (
            <TextInput
              label={say('field.key')}
              hint={say('hint.key')}
              code
              autoComplete="off"
              spellCheck={false}
              value={text.key}
              onChange={(value) => set({ key: value })}
              error={wrong('key')}
            />
          ) : null}
        </Pair>
        {lines.map((pair) => (
          <Pair key={pair[0]}>
            {pair.map((field) => (
              <TextArea
                key={field}
                label={say(`field.${field}`)}
                hint={say(`hint.${field}`)}
                optional
                code
                spellCheck={false}
                value={text[field]}
                onChange={(value) => set({ [field]: value })}
                error={wrong(field)}
              />
            ))}
          </Pair>
        ))}
        {text.alertBy === 'mail' ? null : (
          <Checkbox
            label={say('field.usualWords')}
            hint={say('hint.usualWords')}
            checked={text.usualWords}
            onChange={(checked) => set({ usualWords: checked })}
          />
        )}
        <Checkbox
          label={say('field.takesAutomatic')}
          hint={say('hint.takesAutomatic')}
          checked={text.takesAutomatic}
          onChange={(checked) => set({ takesAutomatic: checked })}
        />
        <TextArea
          label={say('sample')}
          hint={say('sampleHint')}
          optional
          code
          spellCheck={false}
          value={sample}
          onChange={setSample}
        />
        {hasFault ? null : <Tried sample={sample} rules={rules} />}
      </Form>
    </Card>
  )
}

/** What the rules, as they stand in the form, would make of the example. */
function Tried({ sample, rules }: { readonly sample: string; readonly rules: MailRules | null }) {
  const say = useWords('mailRules')
  const heard = tried(sample, rules)
  if (!heard) return null
  if ('ignored' in heard) return <Notice tone="warning">{say(`ignored.${heard.ignored}`)}</Notice>
  const { action, key, summary, priority } = heard.event
  return (
    <div aria-live="polite">
      <Facts
        facts={[
          { name: say('gives'), value: say(`action.${action}`) },
          { name: say('keyName'), value: <code>{rules?.alertBy === 'mail' ? say('keyOfEach') : key}</code> },
          { name: say('summary'), value: summary },
          { name: say('priority'), value: priority },
        ]}
      />
    </div>
  )
}

const states = ['resolveWhen', 'acknowledgeWhen'] as const
const whoAndHow = ['priorities', 'senders'] as const

type MailRulesCardProps = {
  readonly source: EndpointOutput<'getSource'>['source']
  readonly mayNot: string | undefined
}
