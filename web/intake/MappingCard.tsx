import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Form } from '../ui/Form.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './MappingCard.module.css'
import { MappingChanges } from './MappingChanges.tsx'
import { MappingFields } from './MappingFields.tsx'
import { changedFields, faultsOf, mappingOf, textOf, type MappingField } from './mapping-text.ts'
import { MappingTrial } from './MappingTrial.tsx'

type Source = EndpointOutput<'getSource'>['source']

/** The request whose body somebody wants to try, chosen among those that came in. */
export type Tried = { readonly receivedId: number }

/** How to read JSON that Baton does not know by itself, beside a body that came in and the event it would become. */
export function MappingCard(props: MappingCardProps) {
  const say = useWords('intake')
  const sayReceived = useWords('received')
  const { source, tried } = props
  const [isOpen, setOpen] = useState(false)
  const isMain = source.dialect === 'generic' || source.mapping !== null
  return (
    <Card title={say('mapping.title')} about={say('mapping.about', { template: '{{host}}/{{check}}' })}>
      {isMain ? (
        <Editor {...props} />
      ) : (
        <Fold
          key={tried === null ? 'closed' : 'open'}
          say={sayReceived('otherJson')}
          open={tried !== null}
          onOpen={() => setOpen(true)}
        >
          {isOpen || tried !== null ? <Editor {...props} /> : null}
        </Fold>
      )}
    </Card>
  )
}

function Editor({ source, mayNot, tried }: MappingCardProps) {
  const say = useWords('intake')
  const saved = textOf(source.mapping)
  const [text, setText] = useState(saved)
  const [field, setField] = useState<MappingField>('key')
  const change = useAction('changeSource', { inForm: true, done: say('mapping.saved') })
  const received = useLoaded('listReceived', { sourceId: source.id }).data?.received ?? []
  const faults = faultsOf(text)
  const changes = changedFields(saved, text)
  const hasFault = Object.keys(faults).length > 0
  const unavailable =
    mayNot ?? (changes.length === 0 ? say('mapping.same') : hasFault ? say('mapping.wrong') : undefined)
  const save = () => change.run({ sourceId: source.id, mapping: mappingOf(text) })
  const wrong = (of: MappingField) => {
    const fault = faults[of]
    return fault ? say(`mapping.fault.${fault}`) : change.problem?.of(`mapping.${of}`)
  }
  return (
    <div className={styles.sides}>
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
        <MappingFields text={text} onChange={setText} onFocus={setField} wrong={wrong} />
        <MappingChanges changes={changes} />
      </Form>
      <MappingTrial
        key={tried?.receivedId}
        sourceId={source.id}
        received={received}
        first={tried?.receivedId}
        text={text}
        mapping={hasFault ? null : mappingOf(text)}
        field={field}
        onChange={setText}
      />
    </div>
  )
}

type MappingCardProps = {
  readonly source: Source
  readonly mayNot: string | undefined
  readonly tried: Tried | null
}
