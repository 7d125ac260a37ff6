import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { useLoaded } from '../../query.tsx'
import { Card } from '../../ui/Card.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { RoutesEditor } from './RoutesEditor.tsx'

/** What a team does with the events of its sources, tried on what came in before while it is written. */
export function RoutesScreen({ teamId }: { readonly teamId: string }) {
  const say = useWords('routes')
  const routes = useLoaded('getRoutes', { teamId })
  if (routes.data) return <RoutesEditor key={teamId} teamId={teamId} told={routes.data} />
  return (
    <Screen title={say('title')} back={{ href: paths.sources, say: say('back') }}>
      <Card>
        <Loaded query={routes} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}
