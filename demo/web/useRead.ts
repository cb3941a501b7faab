import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PageCall } from './backend.js'

/** What is read again and again. What was read last stays for as long as nothing newer can be had. */
export interface Reading<Data> {
  /** `undefined` before anything was read. */
  readonly data: Data | undefined
  /** Reading fails, or did and is being tried again. */
  readonly isFailing: boolean
}

/** Reads now and `everyMs`. The client behind `read` tries again by itself, so a query that waits may be in trouble. */
export function useRead<Data>(
  key: string,
  read: (call: PageCall) => Promise<Data>,
  everyMs: number,
): Reading<Data> {
  const [isRetrying, setIsRetrying] = useState(false)
  const { data, isError, isPaused } = useQuery({
    queryKey: [key],
    queryFn: async ({ signal }) => {
      const answer = await read({ signal, onRetry: () => setIsRetrying(true) })
      setIsRetrying(false)
      return answer
    },
    refetchInterval: everyMs,
  })
  return { data, isFailing: isError || isPaused || isRetrying }
}
