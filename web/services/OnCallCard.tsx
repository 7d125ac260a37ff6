import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { NowWords } from '../schedules/NowWords.tsx'
import { useOnCall } from '../schedules/on-call.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { useWords } from '../words/words.ts'
import { onCallOf } from './on-call-of.ts'
import type { ServiceDetail } from './ServiceScreen.tsx'
import styles from './ServiceScreen.module.css'

/** Who would be paged for it now: the schedules of its policy, in the order in which they are reached. */
export function OnCallCard({ service }: { readonly service: ServiceDetail }) {
  const say = useWords('catalog')
  const onCall = useOnCall()
  const policies = useLoaded('listPolicies', {})
  const isKnown = policies.data !== undefined
  const of = onCallOf(service.policyId, policies.data?.policies ?? [], onCall.data?.onCall ?? [])
  return (
    <Card title={say('onCall.title')} flush>
      <Loaded
        query={onCall}
        isEmpty={() => isKnown && of.length === 0}
        empty={
          <Empty
            icon="policy"
            title={say('onCall.none')}
            action={
              <Button size="small" href={paths.policy(service.policyId)}>
                {say('onCall.policy')}
              </Button>
            }
          >
            {say('onCall.noneSay')}
          </Empty>
        }
      >
        {() => (
          <ul aria-label={say('onCall.title')}>
            {of.map((each) => (
              <li key={each.scheduleId} className={styles.line}>
                <a href={paths.schedule(each.scheduleId)}>{each.scheduleName}</a>
                <NowWords onCall={each} around={null} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
