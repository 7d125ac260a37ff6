import { useSyncExternalStore } from 'react'

/** `system` follows the device. The choice stays in this browser; public/theme.js applies it before the first paint. */
export type Theme = 'system' | 'light' | 'dark'

const key = 'baton-theme'
const watchers = new Set<() => void>()

export function useTheme(): Theme {
  return useSyncExternalStore(watch, current)
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem(key, theme)
    document.documentElement.dataset['theme'] = theme
  }
  for (const watcher of watchers) watcher()
}

function current(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
