import { useState } from 'react'
import { useAction } from '../query.tsx'
import { chooseLanguage } from '../shell/language.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { languageNames, languages, useWords } from '../words/words.ts'
import { ZoneSelect } from './ZoneSelect.tsx'

/** My name, the zone in which I read times, and my language. */
export function ProfileCard() {
  const say = useWords('people')
  const { person } = useMe()
  const change = useAction('changeMe', { inForm: true, done: say('me.saved') })
  const [name, setName] = useState(person.name)
  const [zone, setZone] = useState(person.zone)
  const [language, setLanguage] = useState(person.language)
  const { problem } = change
  const isSame = name.trim() === person.name && zone === person.zone && language === person.language
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const unavailable = isSame ? say('nothingChanged') : name.trim() === '' ? say('field.nameMissing') : undefined
  const send = async () => {
    if (await change.run({ name: name.trim(), zone, language })) await chooseLanguage(language)
  }
  return (
    <Card title={say('me.tab.profile')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={change.busy} unavailable={unavailable}>
            {say('save')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <Pair>
          <TextInput
            label={say('field.name')}
            value={name}
            onChange={setName}
            autoComplete="name"
            maxLength={200}
            error={problem?.of('name')}
          />
          <TextInput
            label={say('field.email')}
            value={person.email}
            onChange={() => undefined}
            disabled
            hint={say('me.emailHint')}
          />
        </Pair>
        <ZoneSelect
          label={say('field.zone')}
          value={zone}
          onChange={setZone}
          hint={zone === here ? say('me.zoneHint') : say('me.zoneOther', { zone: here.replaceAll('_', ' ') })}
          error={problem?.of('zone')}
        />
        <Segmented
          label={say('field.language')}
          value={language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={setLanguage}
        />
      </Form>
    </Card>
  )
}
