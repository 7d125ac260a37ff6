import { PriorityMark } from '../../alerts/marks.tsx'
import type { EndpointOutput } from '../../api.ts'
import { paths } from '../../paths.ts'
import { useLoaded } from '../../query.tsx'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { useWords } from '../../words/words.ts'
import { IncidentStateMark, MitigatedMark, PrivateMark } from '../marks.tsx'
import type { Detail } from '../may.ts'
import styles from './FamilyCard.module.css'

type Family = EndpointOutput<'getFamily'>
type Relative = Family['parts'][number]
type Kin = 'parent' | 'part' | 'splitFrom' | 'splitOff'

/** Of what it is a part, its own parts with their stages, and what was split from what. Left out where it stands alone. */
export function FamilyCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('family')
  const family = useLoaded('getFamily', { incidentId: incident.id }).data
  if (!family) return null
  const kin = kinOf(family)
  if (kin.length === 0 && family.hidden === 0) return null
  return (
    <Card title={say('title')} flush>
      <Rows label={say('title')}>
        {kin.map(({ as, one }) => (
          <RelativeRow key={`${as} ${one.id}`} as={as} one={one} />
        ))}
      </Rows>
      {family.hidden > 0 ? <p className={styles.hidden}>{say('hidden', { count: family.hidden })}</p> : null}
    </Card>
  )
}

function RelativeRow({ as, one }: { readonly as: Kin; readonly one: Relative }) {
  const say = useWords('family')
  return (
    <Row
      href={paths.incident(one.id)}
      lead={<PriorityMark priority={one.priority} />}
      title={one.title}
      meta={
        <>
          <span>{say(`as.${as}`)}</span>
          <IncidentStateMark state={one.state} />
          {one.isMitigated ? <MitigatedMark /> : null}
          {one.isPrivate ? <PrivateMark /> : null}
        </>
      }
    />
  )
}

/** Each once, by what it is nearest: a part that was split off is a part. */
function kinOf({
  parent,
  parts,
  splitFrom,
  splitOff,
}: Family): readonly { readonly as: Kin; readonly one: Relative }[] {
  const isNear = ({ id }: Relative) => id === parent?.id || parts.some((part) => part.id === id)
  return [
    ...(parent ? [{ as: 'parent' as const, one: parent }] : []),
    ...parts.map((one) => ({ as: 'part' as const, one })),
    ...(splitFrom && !isNear(splitFrom) ? [{ as: 'splitFrom' as const, one: splitFrom }] : []),
    ...splitOff.filter((one) => !isNear(one)).map((one) => ({ as: 'splitOff' as const, one })),
  ]
}
