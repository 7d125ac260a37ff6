import type { EndpointOutput } from '../../api.ts'
import { Loaded } from '../../Loaded.tsx'
import { useLoaded } from '../../query.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Pair } from '../../ui/Form.tsx'
import { Select } from '../../ui/inputs.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'

type Proposed = EndpointOutput<'proposePeople'>['people'][number]
type Why = Proposed['why'][number]
export type Wanted = { readonly serviceId: string; readonly skill: string }

/** Whom to pull in for a service or a skill, the likeliest to help first, each with why; `chosen` are marked. */
export function PeopleToCall({ incident, wanted, onWanted, chosen, onChoose, isOnlyAsked = false }: PeopleToCallProps) {
  const say = useWords('incidentHelp')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const answers = useLoaded('proposePeople', asked(incident, wanted), { keep: true })
  const skills = answers.data?.skills ?? []
  return (
    <>
      <Pair>
        <Select
          label={say('people.service')}
          value={wanted.serviceId}
          options={[
            { value: '', label: say('people.ofIncident') },
            ...services.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(serviceId) => onWanted({ serviceId, skill: '' })}
        />
        <Select
          label={say('people.skill')}
          value={wanted.skill}
          options={[
            { value: '', label: say(skills.length > 0 ? 'people.anySkill' : 'people.noSkills') },
            ...skills.map((value) => ({ value, label: value })),
          ]}
          onChange={(skill) => onWanted({ serviceId: '', skill })}
        />
      </Pair>
      <Loaded query={answers} isEmpty={(answer) => answer.people.length === 0} empty={<p>{say('people.none')}</p>}>
        {(answer) => (
          <Rows label={say('people.title')}>
            {answer.people.slice(0, mostShown).map((proposed) => (
              <ProposedRow
                key={proposed.personId}
                proposed={proposed}
                isChosen={chosen.includes(proposed.personId)}
                isOnlyAsked={isOnlyAsked}
                onChoose={() => onChoose(proposed.personId)}
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </>
  )
}

const mostShown = 8

function asked(incident: Detail, { serviceId, skill }: Wanted) {
  return { incidentId: incident.id, ...(serviceId ? { serviceId } : {}), ...(skill ? { skill } : {}) }
}

function ProposedRow({ proposed, isChosen, isOnlyAsked, onChoose }: ProposedRowProps) {
  const say = useWords('incidentHelp')
  const whyWords = useWhyWords()
  const { name, why, localTime, isAwake, isIn, canBePaged } = proposed
  const whyNot = isIn ? say('people.isIn') : canBePaged ? undefined : say('people.noContact')
  return (
    <Row
      lead={<Avatar name={name} />}
      title={name}
      chosen={isChosen}
      meta={
        <>
          <span>{why.map(whyWords).join(' · ')}</span>
          <span>{say(isAwake ? 'people.time' : 'people.night', { time: localTime })}</span>
        </>
      }
      trail={
        <Button
          size="small"
          icon={isChosen ? 'check' : 'plus'}
          pressed={isChosen}
          unavailable={isOnlyAsked ? undefined : whyNot}
          onPress={onChoose}
        >
          {say(isChosen ? 'people.chosen' : 'people.choose')}
        </Button>
      }
      wrapTrail={false}
    />
  )
}

function useWhyWords(): (why: Why) => string {
  const say = useWords('incidentHelp')
  return (why) => {
    switch (why.kind) {
      case 'on_call_for':
        return say('why.onCallFor', { name: why.service })
      case 'expert_of':
        return say('why.expertOf', { name: why.service })
      case 'owner_of':
        return say('why.ownerOf', { name: why.service })
      case 'has_skill':
        return say('why.hasSkill', { name: why.skill })
      case 'on_call_elsewhere':
        return say('why.onCallElsewhere', { name: why.schedule })
    }
  }
}

type PeopleToCallProps = {
  readonly incident: Detail
  readonly wanted: Wanted
  readonly onWanted: (wanted: Wanted) => void
  readonly chosen: readonly string[]
  readonly onChoose: (personId: string) => void
  /** They are asked something, and need neither come nor be paged. */
  readonly isOnlyAsked?: boolean
}

type ProposedRowProps = {
  readonly proposed: Proposed
  readonly isChosen: boolean
  readonly isOnlyAsked: boolean
  readonly onChoose: () => void
}
