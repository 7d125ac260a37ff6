import { useEffect, useState } from 'react'

/** A value once it has stayed the same for a moment, so that not every letter typed asks the server. Compared as JSON. */
export function useSettled<Value>(value: Value, afterMs = 250): Value {
  const [settled, setSettled] = useState(value)
  const isSettled = JSON.stringify(value) === JSON.stringify(settled)
  useEffect(() => {
    if (isSettled) return undefined
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, isSettled, afterMs])
  return settled
}
