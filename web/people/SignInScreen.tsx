import { useEffect, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { backFrom } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './SignInScreen.module.css'

/** The door for people who have an account; who is signed in already goes through it. */
export function SignInScreen() {
  const say = useWords('people')
  const ui = useWords('ui')
  const go = useGo()
  const me = useLoaded('getMe', {})
  const isIn = Boolean(me.data?.person)
  useEffect(() => nameDocument({ title: ui('documentTitle', { title: say('signIn.title') }) }), [say, ui])
  useEffect(() => {
    if (isIn) go(backFrom(location.search), { replace: true })
  }, [isIn, go])
  return (
    <Loaded query={me} tall>
      {({ isFirstRun, isDemo }) => (
        <div className={styles.screen}>
          <h1 className={styles.title}>{isFirstRun ? say('signIn.firstRun') : say('signIn.title')}</h1>
          {isFirstRun ? <Notice title={say('signIn.firstRunSay')}>{say('signIn.firstRunHow')}</Notice> : <SignInForm />}
          {isDemo ? <Notice title={say('signIn.demo')}>{say('signIn.demoSay')}</Notice> : null}
        </div>
      )}
    </Loaded>
  )
}

function SignInForm() {
  const say = useWords('people')
  const signIn = useAction('signIn', { inForm: true })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const isMissing = email.trim() === '' || password === ''
  // The button is never grey: a browser that fills the fields by itself may tell nobody until they are touched.
  const send = () => {
    setTried(true)
    if (!isMissing && !signIn.busy) void signIn.run({ email: email.trim(), password })
  }
  return (
    <Card>
      <Form onSubmit={send}>
        {signIn.problem && !signIn.problem.of('email') ? (
          <Notice tone="critical">{signIn.problem.sentence}</Notice>
        ) : null}
        {isTried && isMissing ? <Notice tone="warning">{say('signIn.missing')}</Notice> : null}
        <TextInput
          label={say('field.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the screen is this form and nothing else
          autoFocus
          value={email}
          onChange={setEmail}
          error={signIn.problem?.of('email')}
        />
        <TextInput
          label={say('signIn.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          maxLength={256}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" tone="primary" size="large" wide busy={signIn.busy}>
          {say('signIn.do')}
        </Button>
      </Form>
    </Card>
  )
}
