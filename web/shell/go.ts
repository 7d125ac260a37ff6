import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'

/** Goes to an address of this web, from code. */
export function useGo(): (href: string, options?: { readonly replace?: boolean }) => void {
  const router = useRouter()
  return useCallback((href, options) => void router.navigate({ href, replace: options?.replace ?? false }), [router])
}

/** Where one is: the path without the search. */
export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname })
}

/** A value kept in the address, so that a filtered list can be shared: `const [state, setState] = useSearchParam('state', 'open')`. */
export function useSearchParam(name: string, otherwise: string): [string, (value: string) => void] {
  const router = useRouter()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const set = useCallback(
    (value: string) => {
      const { pathname, searchStr } = router.state.location
      const params = new URLSearchParams(searchStr)
      if (value === otherwise) params.delete(name)
      else params.set(name, value)
      const text = params.toString()
      void router.navigate({ href: text ? `${pathname}?${text}` : pathname, replace: true, resetScroll: false })
    },
    [router, name, otherwise],
  )
  return [new URLSearchParams(search).get(name) ?? otherwise, set]
}

/** The same for a name that may stand in the address several times. */
export function useSearchParams(name: string): [readonly string[], (values: readonly string[]) => void] {
  const router = useRouter()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const set = useCallback(
    (values: readonly string[]) => {
      const { pathname, searchStr } = router.state.location
      const params = new URLSearchParams(searchStr)
      params.delete(name)
      for (const value of values) params.append(name, value)
      const text = params.toString()
      void router.navigate({ href: text ? `${pathname}?${text}` : pathname, replace: true, resetScroll: false })
    },
    [router, name],
  )
  return [new URLSearchParams(search).getAll(name), set]
}

/** Turns plain links to screens into navigation without loading the page again, and loads a screen when one points at its link. */
export function useInternalLinks(): void {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const href = internalLink(event.target)
      if (!href || event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      void router.navigate({ href })
    }
    const prepare = (event: Event) => {
      const href = internalLink(event.target)
      if (href) void router.preloadRoute({ to: href.split(/[?#]/)[0] ?? href })
    }
    document.addEventListener('click', follow)
    document.addEventListener('pointerover', prepare)
    document.addEventListener('focusin', prepare)
    return () => {
      document.removeEventListener('click', follow)
      document.removeEventListener('pointerover', prepare)
      document.removeEventListener('focusin', prepare)
    }
  }, [router])
}

function internalLink(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest('a') : null
  const href = link?.getAttribute('href')
  if (!link || !href?.startsWith('/') || link.target || link.hasAttribute('download')) return undefined
  return href.startsWith('/api/') || href.startsWith('//') ? undefined : href
}
