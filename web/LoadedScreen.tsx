import type { ComponentProps } from 'react'
import { Loaded } from './Loaded.tsx'
import { Card } from './ui/Card.tsx'
import { Skeleton } from './ui/faces.tsx'
import { Screen } from './ui/Screen.tsx'

/**
 * One thing that has a screen of its own, which `children` draws. Where it does not come, nothing of it can be the heading: the kind
 * of thing is, and the way back stays.
 */
export function LoadedScreen<Answer>({ query, title, back, children }: LoadedScreenProps<Answer>) {
  const shown = (
    <Loaded query={query} tall skeleton={<Skeleton shape="text" lines={6} />}>
      {children}
    </Loaded>
  )
  return query.error && !query.data ? (
    <Screen title={title} back={back}>
      <Card>{shown}</Card>
    </Screen>
  ) : (
    shown
  )
}

type LoadedScreenProps<Answer> = Pick<ComponentProps<typeof Loaded<Answer>>, 'query' | 'children'> & {
  readonly title: string
  readonly back: { readonly href: string; readonly say: string }
}
