import { Button } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { Empty, Failed, Forbidden, Skeleton } from '../faces.tsx'
import { useSamples } from './samples.ts'

export function Faces() {
  const s = useSamples()
  return (
    <>
      <Card title="Empty" flush>
        <Empty title={s.emptyTitle} action={<Button tone="primary">{s.emptyAction}</Button>}>
          {s.emptySay}
        </Empty>
      </Card>
      <Card title="Failed" flush>
        <Failed title={s.failedTitle} say={s.failedSay} code="database_away" onRetry={() => undefined} />
      </Card>
      <Card title="Forbidden" flush>
        <Forbidden title={s.forbiddenTitle} say={s.forbiddenSay} />
      </Card>
      <Card title="Skeleton" flush>
        <Skeleton lines={2} />
        <Skeleton shape="text" lines={3} />
      </Card>
    </>
  )
}
