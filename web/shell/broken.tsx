import { FailedFace } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Empty, Failed, Skeleton } from '../ui/faces.tsx'
import { useWords } from '../words/words.ts'

/** A screen that threw, or whose code could not be fetched, for instance after an upgrade. */
export function ScreenBroke({ error }: { readonly error: unknown }) {
  const say = useWords('shell')
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

function reload(): void {
  location.reload()
}
