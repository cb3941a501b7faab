'use client'

import { useMemo } from 'react'
import type { Ref, RefCallback } from 'react'

type AnyRef = Ref<unknown> | undefined

/** One ref in place of these, and the same one as long as they are: React lets go of a ref that is another. */
export function useMergedRef(own: AnyRef, user: AnyRef, element: AnyRef): AnyRef {
  return useMemo(() => {
    const refs = [own, user, element].filter((ref) => ref != null)
    return refs.length > 1 ? mergeRefs(refs) : refs[0]
  }, [own, user, element])
}

/**
 * One ref that gives its node to all of these. Where one returns how it is to be let go (React 19), so does this: it
 * must not be called with `null` then. React 18 wants nothing returned.
 * https://react.dev/blog/2024/12/05/react-19#cleanup-functions-for-refs
 */
function mergeRefs(refs: readonly Ref<unknown>[]): RefCallback<unknown> {
  return (node) => {
    const undos = refs.map((ref) => setRef(ref, node))
    if (!undos.some(Boolean)) return undefined
    return () => undos.forEach((undo, index) => (undo ? undo() : setRef(refs[index], null)))
  }
}

/** Gives how the ref is to be let go, if it says. */
function setRef(ref: Ref<unknown> | undefined, node: unknown): (() => void) | undefined {
  if (typeof ref !== 'function') {
    if (ref) ref.current = node
    return undefined
  }
  const undo = ref(node)
  return typeof undo === 'function' ? undo : undefined
}
