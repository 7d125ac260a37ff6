import { heardAs } from '../../domain/incidents/hearing.ts'
import type { HeardAs } from '../../domain/incidents/hearing.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { useLoaded } from '../query.tsx'
import { Segmented, Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

/** Who shall hear, as far as it is filled in. */
export type Receiver = {
  readonly kind: 'me' | 'person' | 'channel'
  readonly personId: string
  readonly channelId: string
  /** As whom a channel hears it. */
  readonly audience: HeardAs
}

export const nobodyYet = { personId: '', channelId: '', audience: 'stakeholders' } as const

/** Is nobody chosen yet? */
export function isNobody({ kind, personId, channelId }: Receiver): boolean {
  return (kind === 'person' && personId === '') || (kind === 'channel' && channelId === '')
}

/** Me, another person, or a channel and as whom it hears. */
export function ReceiverFields({ kinds, value, onChange }: ReceiverFieldsProps) {
  const say = useWords('hearing')
  const channels = useLoaded('listTeamChannels', {}).data?.channels ?? []
  const change = (part: Partial<Receiver>) => onChange({ ...value, ...part })
  return (
    <>
      <Segmented
        label={say('followers.kind')}
        hideLabel
        value={value.kind}
        options={kinds.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))}
        onChange={(kind) => change({ kind })}
      />
      {value.kind === 'person' ? (
        <PersonSelect label={say('kind.person')} value={value.personId} onChange={(personId) => change({ personId })} />
      ) : null}
      {value.kind === 'channel' ? (
        <>
          <Select
            label={say('kind.channel')}
            value={value.channelId}
            options={[
              { value: '', label: say('followers.choose') },
              ...channels.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(channelId) => change({ channelId })}
          />
          <Segmented
            label={say('audience.label')}
            value={value.audience}
            options={heardAs.map((audience) => ({ value: audience, label: say(`audience.${audience}`) }))}
            onChange={(audience) => change({ audience })}
          />
        </>
      ) : null}
    </>
  )
}

type ReceiverFieldsProps = {
  readonly kinds: readonly Receiver['kind'][]
  readonly value: Receiver
  readonly onChange: (value: Receiver) => void
}
