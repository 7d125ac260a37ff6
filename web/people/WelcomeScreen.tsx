import { useEffect, useState } from 'react'
import { isStrongEnough } from '../../domain/people/password.ts'
import type { EndpointOutput } from '../api.ts'
import { FailedFace } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { asProblem, useAction, useLoaded } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { chooseLanguage } from '../shell/language.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Skeleton } from '../ui/faces.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { languageNames, languages, useLanguage, useWords } from '../words/words.ts'
import { RoleBadge } from './marks.tsx'
import styles from './SignInScreen.module.css'
import { ZoneSelect } from './ZoneSelect.tsx'

type Welcome = EndpointOutput<'getWelcome'>

/** Behind a one-time link: makes the first admin of a new Baton, or the account of somebody invited. */
export function WelcomeScreen({ token }: { readonly token: string }) {
  const say = useWords('people')
  const ui = useWords('ui')
  const welcome = useLoaded('getWelcome', { token })
  useEffect(() => nameDocument({ title: ui('documentTitle', { title: say('welcome.title') }) }), [say, ui])
  if (welcome.data) return <Joining welcome={welcome.data} token={token} />
  if (!welcome.error) return <Skeleton shape="text" lines={6} />
  const problem = asProblem(welcome.error)
  return problem.code === 'link_expired' || problem.code === 'not_found' ? (
    <Expired />
  ) : (
    <FailedFace problem={problem} onRetry={welcome.refetch} busy={welcome.isFetching} tall />
  )
}

function Joining({ welcome, token }: { readonly welcome: Welcome; readonly token: string }) {
  const say = useWords('people')
  const { isFirstRun, teamName, role } = welcome
  return (
    <div className={styles.screen}>
      <h1 className={styles.title}>{isFirstRun ? say('welcome.firstRun') : say('welcome.title')}</h1>
      {isFirstRun ? (
        <p>{say('welcome.firstRunSay')}</p>
      ) : (
        <p>
          {teamName ? say('welcome.toTeam', { team: teamName }) : say('welcome.toBaton')} <RoleBadge role={role} />{' '}
          {say(`roleAbout.${role}`)}
        </p>
      )}
      <Card>
        <JoinForm welcome={welcome} token={token} />
      </Card>
    </div>
  )
}

function JoinForm({ welcome, token }: { readonly welcome: Welcome; readonly token: string }) {
  const say = useWords('people')
  const go = useGo()
  const language = useLanguage()
  const join = useAction('acceptWelcome', { inForm: true })
  const [name, setName] = useState('')
  const [email, setEmail] = useState(welcome.email ?? '')
  const [password, setPassword] = useState('')
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const isWeak = !isStrongEnough(password, { email, name })
  const missing =
    name.trim() === '' || email.trim() === '' || password === ''
      ? say('welcome.missing')
      : isWeak
        ? say('password.weak')
        : undefined
  const send = async () => {
    if (missing || join.busy) return
    if (!(await join.run({ token, name, email: email.trim(), password, zone, language }))) return
    await chooseLanguage(language)
    go(paths.now, { replace: true })
  }
  const { problem } = join
  const isAboutField = problem?.errors.some(({ path }) => ['name', 'email', 'zone'].includes(path)) ?? false
  return (
    <Form
      onSubmit={send}
      actions={
        <Button type="submit" tone="primary" size="large" wide busy={join.busy} unavailable={missing}>
          {welcome.isFirstRun ? say('welcome.start') : say('welcome.join')}
        </Button>
      }
    >
      {problem && !isAboutField ? (
        <Notice
          tone="critical"
          action={
            problem.code === 'email_taken' ? (
              <Button size="small" href={paths.signIn}>
                {say('signIn.do')}
              </Button>
            ) : null
          }
        >
          {problem.sentence}
        </Notice>
      ) : null}
      <TextInput
        label={say('field.name')}
        hint={say('welcome.nameHint')}
        name="name"
        autoComplete="name"
        maxLength={200}
        value={name}
        onChange={setName}
        error={problem?.of('name')}
      />
      <TextInput
        label={say('field.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        disabled={welcome.email !== null}
        hint={welcome.email === null ? say('welcome.emailHint') : say('welcome.emailFixed')}
        value={email}
        onChange={setEmail}
        error={problem?.of('email')}
      />
      <TextInput
        label={say('signIn.password')}
        type="password"
        name="password"
        autoComplete="new-password"
        maxLength={256}
        hint={say('password.hint')}
        value={password}
        onChange={setPassword}
        error={password.length >= 10 && isWeak ? say('password.weak') : undefined}
      />
      <ZoneSelect
        label={say('field.zone')}
        hint={say('welcome.zoneHint')}
        value={zone}
        onChange={setZone}
        error={problem?.of('zone')}
      />
      <Segmented
        label={say('field.language')}
        value={language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(value) => void chooseLanguage(value)}
      />
    </Form>
  )
}

function Expired() {
  const say = useWords('people')
  return (
    <div className={styles.screen}>
      <h1 className={styles.title}>{say('welcome.expired')}</h1>
      <p>{say('welcome.expiredSay')}</p>
      <Button tone="primary" size="large" href={paths.signIn}>
        {say('signIn.do')}
      </Button>
    </div>
  )
}
