import { useSearchParam } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Segmented, Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { useTeams } from './teams.ts'

/** Which teams' things are listed: `all`, or one team's; kept in the address. */
export function useTeamFilter(): { readonly isShown: (teamId: string) => boolean; readonly filter: TeamFilterState } {
  const [team, setTeam] = useSearchParam('team', 'all')
  return { isShown: (teamId) => team === 'all' || team === teamId, filter: { team, setTeam } }
}

/** Nothing to choose with one team; a few teams stand side by side, many in a list. */
export function TeamFilter({ filter: { team, setTeam } }: { readonly filter: TeamFilterState }) {
  const say = useWords('people')
  const { teams } = useTeams()
  const mine = new Set(useMe().teams.map(({ id }) => id))
  if (teams.length < 2) return null
  const inOrder = teams.toSorted(
    (a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)) || a.name.localeCompare(b.name),
  )
  const options = [
    { value: 'all', label: say('team.all') },
    ...inOrder.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return teams.length <= 4 ? (
    <Segmented label={say('field.team')} hideLabel value={team} options={options} onChange={setTeam} />
  ) : (
    <Select label={say('field.team')} value={team} options={options} onChange={setTeam} />
  )
}

type TeamFilterState = { readonly team: string; readonly setTeam: (team: string) => void }
