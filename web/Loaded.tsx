import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { paths } from './paths.ts'
import type { Problem } from './problem.ts'
import { asProblem } from './query.tsx'
import { Button } from './ui/Button.tsx'
import { Empty, Failed, Forbidden, Skeleton } from './ui/faces.tsx'
import { Notice } from './ui/Notice.tsx'
import { useWords } from './words/words.ts'

/**
 * What was asked for, with the faces it can have: loading, empty, failed, forbidden, and shown although a refresh
 * failed. `children` gets the answer; `empty` is what to show instead when `isEmpty` says so.
 */
export function Loaded<Answer>({ query, skeleton, isEmpty, empty, tall = false, children }: LoadedProps<Answer>) {
  const say = useWords('shell')
  const again = () => query.refetch()
  if (query.data === undefined) {
    return query.error ? (
      <FailedFace problem={asProblem(query.error)} onRetry={again} busy={query.isFetching} tall={tall} />
    ) : (
      (skeleton ?? <Skeleton />)
    )
  }
  return (
    <>
      {query.error ? (
        <Notice
          tone="warning"
          action={
            <Button size="small" icon="again" onPress={again} busy={query.isFetching}>
              {say('failed.reload')}
            </Button>
          }
        >
          {say('failed.stale')}
        </Notice>
      ) : null}
      {isEmpty?.(query.data) ? empty : children(query.data)}
    </>
  )
}

/** The face of a refusal: not yours, not there, or not working; each with what to do. */
export function FailedFace({ problem, onRetry, busy = false, tall = false }: FailedFaceProps) {
  const say = useWords('shell')
  const home = <Button href={paths.now}>{say('failed.home')}</Button>
  if (problem.status === 403) {
    return <Forbidden title={say('failed.forbidden')} say={problem.sentence} action={home} tall={tall} />
  }
  if (problem.status === 401) {
    const signIn = (
      <Button tone="primary" href={paths.signInThen(location.pathname + location.search)}>
        {say('failed.signIn')}
      </Button>
    )
    return <Forbidden title={say('failed.signedOut')} say={problem.sentence} action={signIn} tall={tall} />
  }
  if (problem.status === 404) {
    return (
      <Empty icon="search" title={say('failed.notFound')} action={home} tall={tall}>
        {problem.sentence}
      </Empty>
    )
  }
  return (
    <Failed
      title={say('failed.title')}
      say={problem.sentence}
      code={say('failed.code', { code: problem.code })}
      busy={busy}
      tall={tall}
      {...(onRetry ? { onRetry } : {})}
    />
  )
}

type LoadedProps<Answer> = {
  readonly query: Pick<UseQueryResult<Answer>, 'data' | 'error' | 'isFetching' | 'refetch'>
  readonly skeleton?: ReactNode
  readonly isEmpty?: (answer: Answer) => boolean
  readonly empty?: ReactNode
  readonly tall?: boolean
  readonly children: (answer: Answer) => ReactNode
}

type FailedFaceProps = {
  readonly problem: Problem
  readonly onRetry?: () => unknown
  readonly busy?: boolean
  readonly tall?: boolean
}
