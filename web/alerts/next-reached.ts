import { useLoaded } from '../query.tsx'
import { reachedNext, rehearsalFrom, runningPage } from './next.ts'
import type { Page, Reached } from './next.ts'

/** Whom the running page of these reaches next; undefined while that is not known. */
export function useReachedNext(pages: readonly Page[] | undefined): Reached | undefined {
  const page = runningPage(pages ?? [])
  const policyId = page?.plan === 'policy' ? page.policyId : null
  const policy = useLoaded('getPolicy', { policyId: policyId ?? '' }, { enabled: policyId !== null }).data
  const from = policy && page ? rehearsalFrom(page) : null
  const rehearsal = useLoaded(
    'rehearsePolicy',
    {
      policy: policy ? draftOf(policy) : noPolicy,
      priority: page?.priority ?? 'P1',
      // Whoever has answered is not rung again, until the page begins again.
      ...(page?.state === 'open' && page.answers.length > 0
        ? { answered: page.answers.map(({ personId }) => personId) }
        : {}),
      ...from,
      // An acknowledged or snoozed page asks everybody again.
      without: page?.state === 'open' ? page.declines.filter(({ holds }) => holds).map(({ personId }) => personId) : [],
    },
    { enabled: from !== null },
  ).data
  if (!page) return undefined
  switch (page.plan) {
    case 'policy':
      return rehearsal && reachedNext(rehearsal)
    case 'person':
      return page.personName === null ? undefined : { names: [page.personName], step: null, isFallback: false }
    case 'itself':
      return undefined
    case 'fallback':
      return {
        names: [...new Set(page.deliveries.flatMap(({ personName }) => personName ?? []))],
        step: null,
        isFallback: true,
      }
  }
}

type Draft = Parameters<typeof useLoaded<'rehearsePolicy'>>[1]['policy']

const noPolicy: Draft = { slug: '', name: '', teamId: '', steps: [], repeats: 0, returnAfterMinutes: 0 }

function draftOf({ slug, name, teamId, steps, repeats, returnAfterMinutes, mayWaitFrom }: Draft): Draft {
  return { slug, name, teamId, steps, repeats, returnAfterMinutes, mayWaitFrom }
}
