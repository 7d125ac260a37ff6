import { useState } from 'react'
import { FailedFace } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Empty, Failed, Skeleton } from '../ui/faces.tsx'
import { NotFetched } from '../words/shelf.ts'
import { useWords } from '../words/words.ts'

/** A screen that threw, or that could not be fetched. */
export function ScreenBroke({ error }: { readonly error: unknown }) {
  const say = useWords('shell')
  if (error instanceof NotFetched) return <ScreenNotFetched />
  if (error instanceof Problem) return <FailedFace problem={error} tall onRetry={reload} />
  return (
    <Failed
      title={say('failed.screen')}
      say={say('failed.screenSay')}
      tall
      onRetry={reload}
      {...(error instanceof Error ? { code: error.message } : {})}
    />
  )
}

/** Its code or its words did not come: no connection, or an upgrade. The page is only left when Baton answers again. */
function ScreenNotFetched() {
  const say = useWords('shell')
  const [isAsking, setAsking] = useState(false)
  const again = async () => {
    setAsking(true)
    if (await doesAnswer()) reload()
    setAsking(false)
  }
  return <Failed title={say('failed.title')} say={say('failed.notFetched')} tall onRetry={again} busy={isAsking} />
}

/** No route fits the address. */
export function NoSuchScreen() {
  const say = useWords('shell')
  return (
    <Screen title={say('failed.notFound')}>
      <Empty
        icon="search"
        title={say('notFound.title')}
        tall
        action={<Button href={paths.now}>{say('failed.home')}</Button>}
      >
        {say('notFound.say')}
      </Empty>
    </Screen>
  )
}

export function ScreenComing() {
  return <Skeleton lines={6} />
}

async function doesAnswer(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

function reload(): void {
  location.reload()
}
