import { useSyncExternalStore } from 'react'

/** A browser lets a page make sound only after somebody touched it, so the context is made at the first touch. */
let context: AudioContext | undefined
const watchers = new Set<() => void>()

/** Allows later rings to be heard; call it from a touch, click or key. */
export async function prepareSound(): Promise<void> {
  if (!context) {
    context = new AudioContext()
    context.addEventListener('statechange', () => {
      for (const watcher of watchers) watcher()
    })
  }
  if (context.state === 'suspended') await context.resume()
}

/** Whether a ring would be heard now. */
export function useCanSound(): boolean {
  return useSyncExternalStore(watch, () => context?.state === 'running')
}

const patternMs = 2_600
const longestMs = 180_000

/** Rings and vibrates until the returned function is called, three minutes at most: policy, not noise, finds the next person. */
export function startRinging(isUrgent: boolean): () => void {
  const startedAt = Date.now()
  const once = () => {
    if (Date.now() - startedAt > longestMs) clearInterval(timer)
    else strike(isUrgent)
  }
  const timer = setInterval(once, isUrgent ? patternMs : patternMs * 3)
  once()
  return () => {
    clearInterval(timer)
    if ('vibrate' in navigator) navigator.vibrate(0)
  }
}

/** Two rising tones, three times when urgent and once when not. */
function strike(isUrgent: boolean): void {
  if ('vibrate' in navigator) navigator.vibrate(isUrgent ? [300, 120, 300, 120, 600] : [200])
  if (!context || context.state !== 'running') return
  for (let pulse = 0; pulse < (isUrgent ? 3 : 1); pulse += 1) {
    tone(context, 830.6, pulse * 0.42)
    tone(context, 1108.7, pulse * 0.42 + 0.16)
  }
}

function tone(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const at = audio.currentTime + afterSeconds
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.35, at + 0.015)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.3)
  const oscillator = audio.createOscillator()
  oscillator.type = 'triangle'
  oscillator.frequency.value = hertz
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.32)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
