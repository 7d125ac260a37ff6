import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'

type Flood = EndpointOutput<'listFloods'>['floods'][number]

/** The floods that run now: of everything, of a team, or of one service or source. Nothing while there is none. */
export function FloodBanner({ teamId, subjectId }: { readonly teamId?: string; readonly subjectId?: string }) {
  const floods = useFloods().filter(
    (flood) =>
      (teamId === undefined || flood.teamId === teamId) && (subjectId === undefined || flood.subjectId === subjectId),
  )
  return floods.map((flood) => <FloodNotice key={flood.id} flood={flood} isLinked={subjectId === undefined} />)
}

/** A small mark beside a service or source that floods. */
export function FloodMark({ subjectId }: { readonly subjectId: string }) {
  const say = useWords('grouping')
  return useFloods().some((flood) => flood.subjectId === subjectId) ? (
    <State tone="warning" icon="warning">
      {say('flood.mark')}
    </State>
  ) : null
}

function FloodNotice({ flood, isLinked }: { readonly flood: Flood; readonly isLinked: boolean }) {
  const say = useWords('grouping')
  const number = new Intl.NumberFormat(useLanguage())
  const { kind, subjectId, teamId, name, alerts, beganAt } = flood
  const href = kind === 'source' ? paths.source(subjectId) : `${paths.alerts}?team=${teamId}&service=${subjectId}`
  return (
    <Notice
      tone="warning"
      title={
        <>
          {say('flood.one', { name, count: alerts, number: number.format(alerts) })} <Time at={beganAt} as="clock" />
        </>
      }
      action={
        isLinked ? (
          <Button size="small" href={href}>
            {kind === 'source' ? say('flood.source') : say('flood.show')}
          </Button>
        ) : null
      }
    >
      {say(`flood.about.${kind}`)}
    </Notice>
  )
}

function useFloods(): readonly Flood[] {
  const floods = useLoaded('listFloods', {}).data?.floods ?? []
  return floods.filter(({ endedAt }) => endedAt === null)
}
