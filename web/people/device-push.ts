// This browser as a device that can be paged: what it allows, and its subscription with the push service.
import type { EndpointInput } from '../api.ts'

/** `needs_home_screen`: a phone of Apple pushes only to what was put on its home screen. */
export type DevicePush =
  | { readonly can: 'push'; readonly endpoint: string | null }
  | { readonly can: 'nothing'; readonly because: 'not_supported' | 'needs_home_screen' | 'denied' }

/** Can this device be paged, and at which endpoint is it already? */
export async function devicePush(): Promise<DevicePush> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    const isApplePhone = /\b(iPhone|iPad)\b/.test(navigator.userAgent)
    return { can: 'nothing', because: isApplePhone ? 'needs_home_screen' : 'not_supported' }
  }
  if (Notification.permission === 'denied') return { can: 'nothing', because: 'denied' }
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return { can: 'push', endpoint: subscription?.endpoint ?? null }
}

/** Asks the person, then the push service; null when the person did not allow it. */
export async function subscribe(publicKey: string): Promise<Omit<EndpointInput<'subscribePush'>, 'label'> | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  await navigator.serviceWorker.register('/service-worker.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const before = await pushManager.getSubscription()
  const key = bytesOf(publicKey)
  // A subscription for other keys, from before this installation had these, cannot be used.
  if (before && !isSame(before.options.applicationServerKey, key)) await before.unsubscribe()
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  return endpoint && keys?.['p256dh'] && keys['auth'] ? { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] } : null
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function isSame(there: ArrayBuffer | null, key: Uint8Array): boolean {
  const bytes = new Uint8Array(there ?? new ArrayBuffer(0))
  return bytes.length === key.length && bytes.every((byte, i) => byte === key[i])
}
