import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useWords } from '../words/words.ts'
import type { Detail } from './handover.ts'
import styles from './WordsCard.module.css'

/** What whoever goes has to say, in their own words; theirs to change until it is accepted. */
export function WordsCard({ handover }: { readonly handover: Detail }) {
  const say = useWords('handover')
  const [isWriting, setWriting] = useState(false)
  const { may, words } = handover
  const title = may.write ? say('words.mine', { to: handover.to?.name ?? say('nobody') }) : say('words.title')
  return (
    <Card
      title={title}
      about={may.write ? undefined : say('words.about')}
      actions={
        may.write && !isWriting ? (
          <Button icon="edit" onPress={() => setWriting(true)}>
            {say(words === '' ? 'words.edit' : 'words.change')}
          </Button>
        ) : undefined
      }
    >
      {isWriting && may.write ? (
        <Writing handover={handover} onDone={() => setWriting(false)} />
      ) : words === '' ? (
        <p className={styles.none}>{say('words.none')}</p>
      ) : (
        <p className={styles.words}>{words}</p>
      )}
    </Card>
  )
}

function Writing({ handover, onDone }: { readonly handover: Detail; readonly onDone: () => void }) {
  const say = useWords('handover')
  const [text, setText] = useState(handover.words)
  // The wording that this text began from: whoever writes beside me is seen, and not written over.
  const [version, setVersion] = useState(handover.version)
  const write = useAction('writeHandover', { done: say('words.saved'), inForm: true })
  const save = async () => {
    const { id: handoverId, keeps } = handover
    if (await write.run({ handoverId, version, words: text, keeps })) onDone()
    else setVersion(handover.version)
  }
  return (
    <Form
      onKeyDown={sendByKeys(save)}
      onSubmit={save}
      actions={
        <Button tone="primary" type="submit" busy={write.busy}>
          {say('words.save')}
        </Button>
      }
    >
      <TextArea
        label={say('words.title')}
        hint={say('words.field')}
        value={text}
        onChange={setText}
        rows={5}
        maxLength={10_000}
        error={write.problem?.sentence}
      />
      {version === handover.version ? null : (
        <Notice tone="warning" title={say('words.conflict')}>
          <p className={styles.words}>{handover.words}</p>
        </Notice>
      )}
    </Form>
  )
}
