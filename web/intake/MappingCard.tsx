import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { faultsOf, mappingOf, ruleFields, textOf, tried } from './mapping-text.ts'
import type { MappingField, RuleField } from './mapping-text.ts'

/** How to read JSON that Baton does not know by itself, tried on an example while it is written. */
export function MappingCard({ source, mayNot }: MappingCardProps) {
  const say = useWords('intake')
  const [text, setText] = useState(textOf(source.mapping))
  const [sample, setSample] = useState('')
  const change = useAction('changeSource', { inForm: true, done: say('mapping.saved') })
  const faults = faultsOf(text)
  const set = (field: MappingField, value: string) => setText({ ...text, [field]: value })
  const wrong = (field: MappingField) => {
    const fault = faults[field]
    return fault ? say(`mapping.fault.${fault}`) : change.problem?.of(`mapping.${field}`)
  }
  const isSame = JSON.stringify(text) === JSON.stringify(textOf(source.mapping))
  const hasFault = Object.keys(faults).length > 0
  const unavailable = mayNot ?? (isSame ? say('mapping.same') : hasFault ? say('mapping.wrong') : undefined)
  const save = () => change.run({ sourceId: source.id, mapping: mappingOf(text) })
  return (
    <Card title={say('mapping.title')} about={say('mapping.about', { template: '{{host}}/{{check}}' })}>
      <Form
        onSubmit={() => (unavailable ? undefined : save())}
        actions={
          <Button tone="primary" type="submit" busy={change.busy} unavailable={unavailable}>
            {say('mapping.save')}
          </Button>
        }
      >
        {change.problem && change.problem.errors.length === 0 ? (
          <Notice tone="critical">{change.problem.sentence}</Notice>
        ) : null}
        <TextArea
          label={say('mapping.sample')}
          hint={say('mapping.sampleHint')}
          optional
          code
          spellCheck={false}
          value={sample}
          onChange={setSample}
          error={sample.trim() !== '' && read(sample) === undefined ? say('mapping.sampleWrong') : undefined}
        />
        <Pair>
          {ruleFields.map((field) => (
            <RuleInput
              key={field}
              field={field}
              value={text[field]}
              sample={read(sample)}
              error={wrong(field)}
              onChange={(value) => set(field, value)}
            />
          ))}
          <TextInput
            label={say('mapping.field.each')}
            hint={say('mapping.hint.each')}
            code
            value={text.each}
            onChange={(value) => set('each', value)}
            error={wrong('each')}
          />
        </Pair>
        <Pair>
          {(['labels', 'links', 'priorities'] as const).map((field) => (
            <TextArea
              key={field}
              label={say(`mapping.field.${field}`)}
              hint={say(`mapping.hint.${field}`)}
              code
              spellCheck={false}
              value={text[field]}
              onChange={(value) => set(field, value)}
              error={wrong(field)}
            />
          ))}
        </Pair>
        <Pair>
          {(['resolveWhen', 'acknowledgeWhen'] as const).map((field) => (
            <TextInput
              key={field}
              label={say(`mapping.field.${field}`)}
              hint={say(`mapping.hint.${field}`)}
              value={text[field]}
              onChange={(value) => set(field, value)}
              error={wrong(field)}
            />
          ))}
        </Pair>
      </Form>
    </Card>
  )
}

function RuleInput({ field, value, sample, error, onChange }: RuleInputProps) {
  const say = useWords('intake')
  const found = sample === undefined || error ? undefined : tried(value, sample)
  const given = found === undefined || value.trim() === '' ? undefined : found
  return (
    <TextInput
      label={say(`mapping.field.${field}`)}
      hint={
        given === undefined
          ? say(`mapping.hint.${field}`)
          : given === null
            ? say('mapping.findsNothing')
            : say('mapping.gives', { value: given })
      }
      code
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}

/** The example as JSON; undefined when it is none. */
function read(sample: string): unknown {
  try {
    return JSON.parse(sample)
  } catch {
    return undefined
  }
}

type MappingCardProps = { readonly source: EndpointOutput<'getSource'>['source']; readonly mayNot: string | undefined }

type RuleInputProps = {
  readonly field: RuleField
  readonly value: string
  readonly sample: unknown
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}
