import { useState } from 'react'
import { isStrongEnough } from '../../domain/people/password.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** A new password; the other browsers are signed out. */
export function PasswordCard() {
  const say = useWords('people')
  const { person } = useMe()
  const change = useAction('changePassword', { inForm: true, done: say('password.changed') })
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const isWeak = next !== '' && !isStrongEnough(next, person)
  const unavailable =
    current === '' || next === '' ? say('password.missing') : isWeak ? say('password.weak') : undefined
  const send = async () => {
    if (!(await change.run({ current, next }))) return
    setCurrent('')
    setNext('')
  }
  return (
    <Card title={say('password.title')} about={say('password.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button type="submit" busy={change.busy} unavailable={unavailable}>
            {say('password.change')}
          </Button>
        }
      >
        {change.problem ? <Notice tone="critical">{change.problem.sentence}</Notice> : null}
        <input hidden name="username" autoComplete="username" value={person.email} readOnly />
        <Pair>
          <TextInput
            label={say('password.current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            maxLength={256}
          />
          <TextInput
            label={say('password.next')}
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            maxLength={256}
            hint={say('password.hint')}
            error={isWeak && next.length >= 10 ? say('password.weak') : undefined}
          />
        </Pair>
      </Form>
    </Card>
  )
}
