import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** What somebody knows well: their own to write down, or their manager's. */
export function SkillsCard({ person }: { readonly person: SkilledPerson }) {
  const say = useWords('incidentHelp')
  const isMe = useMe().person.id === person.id
  const skills = useLoaded('listSkills', {})
  return (
    <Card title={say('skills.title')} about={say(isMe ? 'skills.about' : 'skills.aboutOther')}>
      <Loaded query={skills}>
        {(answer) => {
          const theirs = answer.people.find(({ personId }) => personId === person.id)?.skills ?? []
          return <SkillsForm key={theirs.join(',')} person={person} skills={theirs} isMe={isMe} />
        }}
      </Loaded>
    </Card>
  )
}

function SkillsForm({ person, skills, isMe }: SkillsFormProps) {
  const say = useWords('incidentHelp')
  const whyNot = useWhyNot()
  const [typed, setTyped] = useState(skills.join(', '))
  const set = useAction('setSkills', { inForm: true, done: say('skills.saved') })
  const written = [...new Set(typed.split(',').map((each) => each.trim().toLowerCase()))].filter((each) => each !== '')
  const isSame = written.toSorted().join(',') === skills.join(',')
  const refusals = person.teams.map(({ teamId }) => whyNot('teams.manage', teamId))
  const mayNot = isMe || refusals.some((why) => why === undefined) ? undefined : whyNot('teams.manage')
  if (mayNot) return <p>{skills.join(', ') || say('skills.none')}</p>
  return (
    <Form
      onSubmit={() => set.run({ personId: person.id, skills: written })}
      actions={
        <Button type="submit" busy={set.busy} unavailable={isSame ? say('skills.same') : undefined}>
          {say('skills.save')}
        </Button>
      }
    >
      {set.problem ? (
        <Notice tone="critical" title={set.problem.sentence}>
          {set.problem.errors.map((error) => error.say).join(' ')}
        </Notice>
      ) : null}
      <TextInput
        label={say('skills.field')}
        hint={say('skills.hint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={1500}
        value={typed}
        onChange={setTyped}
      />
    </Form>
  )
}

type SkilledPerson = { readonly id: string; readonly teams: readonly { readonly teamId: string }[] }
type SkillsFormProps = {
  readonly person: SkilledPerson
  readonly skills: readonly string[]
  readonly isMe: boolean
}
