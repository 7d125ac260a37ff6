import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Forbidden, Skeleton } from '../ui/faces.tsx'
import { Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { asDraft, newDraft } from './draft.ts'
import { PolicyEditor } from './PolicyEditor.tsx'

/** One policy with its rehearsal; `new` writes one. */
export function PolicyScreen({ policyId }: { readonly policyId: string }) {
  return policyId === 'new' ? <NewPolicy /> : <KnownPolicy key={policyId} policyId={policyId} />
}

function KnownPolicy({ policyId }: { readonly policyId: string }) {
  const say = useWords('escalation')
  const policy = useLoaded('getPolicy', { policyId })
  const { data } = policy
  if (data) return <PolicyEditor start={asDraft(data)} saved={data} />
  return (
    <Screen title={say('one')} back={{ href: paths.policies, say: say('title') }}>
      <Card>
        <Loaded query={policy} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}

function NewPolicy() {
  const say = useWords('escalation')
  const me = useMe()
  const teams = useLoaded('listTeams', {})
  const mine = useTeamsWhere('policies.manage')
  const first = mine.teams.find((team) => me.teams.some(({ id }) => id === team.id)) ?? mine.teams[0]
  if (teams.data && first) return <PolicyEditor start={newDraft(first.id)} saved={null} />
  return (
    <Screen title={say('new')} back={{ href: paths.policies, say: say('title') }}>
      <Card>
        <Loaded query={teams} tall>
          {() => (mine.unavailable ? <Forbidden title={say('mayNot')} say={mine.unavailable} /> : <Skeleton />)}
        </Loaded>
      </Card>
    </Screen>
  )
}
