import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { PersonSelect, useActivePeople } from '../people/PersonSelect.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Pair } from '../ui/Form.tsx'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'

type Expert = EndpointOutput<'getServiceExperts'>['experts'][number]

/** Who knows a service well, by name or by skill, in the order in which they are proposed. */
export default function ExpertsDialog({ service, onClose }: ExpertsDialogProps) {
  const experts = useLoaded('getServiceExperts', { serviceId: service.id })
  return experts.data ? (
    <KnownExperts service={service} before={experts.data.experts} onClose={onClose} />
  ) : (
    <Dialog open onClose={onClose} title={service.name}>
      <Loaded query={experts}>{() => null}</Loaded>
    </Dialog>
  )
}

function KnownExperts({ service, before, onClose }: ExpertsDialogProps & { readonly before: readonly Expert[] }) {
  const say = useWords('incidentHelp')
  const [experts, setExperts] = useState(before)
  const people = useActivePeople()
  const skills = [
    ...new Set((useLoaded('listSkills', {}).data?.people ?? []).flatMap((each) => each.skills)),
  ].toSorted()
  const set = useAction('setServiceExperts', { inForm: true, done: say('experts.saved') })
  const add = (expert: Expert) => {
    if (!experts.some((each) => keyOf(each) === keyOf(expert))) setExperts([...experts, expert])
  }
  const nameOf = (expert: Expert) =>
    'skill' in expert
      ? say('experts.whoHas', { name: expert.skill })
      : (people.find(({ id }) => id === expert.personId)?.name ?? '…')
  const send = async () => {
    if (await set.run({ serviceId: service.id, experts: [...experts] })) onClose()
  }
  const named = experts.flatMap((expert) => ('personId' in expert ? [expert.personId] : []))
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('experts.title', { name: service.name })}
      about={say('experts.about')}
      actions={
        <Button tone="primary" size="large" icon="check" busy={set.busy} onPress={send}>
          {say('experts.save')}
        </Button>
      }
    >
      <Stack>
        {set.problem ? <Notice tone="critical">{set.problem.sentence}</Notice> : null}
        {experts.length === 0 ? <p>{say('experts.none')}</p> : null}
        <Rows label={say('experts.title', { name: service.name })}>
          {experts.map((expert) => (
            <Row
              key={keyOf(expert)}
              title={nameOf(expert)}
              trail={
                <IconButton
                  icon="close"
                  size="small"
                  label={say('experts.remove', { name: nameOf(expert) })}
                  onPress={() => setExperts(experts.filter((each) => each !== expert))}
                />
              }
              wrapTrail={false}
            />
          ))}
        </Rows>
        <Pair>
          <PersonSelect
            label={say('experts.person')}
            value=""
            onChange={(personId) => add({ personId })}
            without={named}
          />
          <Select
            label={say('experts.skill')}
            value=""
            options={[
              { value: '', label: say(skills.length > 0 ? 'experts.noSkill' : 'people.noSkills') },
              ...skills.map((value) => ({ value, label: value })),
            ]}
            onChange={(skill) => (skill === '' ? undefined : add({ skill }))}
          />
        </Pair>
      </Stack>
    </Dialog>
  )
}

function keyOf(expert: Expert): string {
  return 'skill' in expert ? `skill ${expert.skill}` : `person ${expert.personId}`
}

type ExpertsDialogProps = {
  readonly service: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}
