import { useEffect, useState } from 'react'

/** The value, once it has stayed the same for so many milliseconds; until then the one before. Primitives only. */
export function useRested<Value extends string | number>(value: Value, milliseconds: number): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    if (value === rested) return
    const timer = setTimeout(() => setRested(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, rested, milliseconds])
  return rested
}
